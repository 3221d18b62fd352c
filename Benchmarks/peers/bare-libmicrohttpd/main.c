/* The least that libmicrohttpd can do for a scrape: one prepared response for every request, from one thread.
 *
 * Arguments: the file with the body, then the name and the value of each header field besides Date and Content-Length,
 * which the library adds. Listens on a free port of 127.0.0.1, prints it, and serves until it is killed. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct MHD_Response *response;

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *body, size_t *size, void **state) {
    static int seen;
    (void)context, (void)url, (void)method, (void)version, (void)body, (void)size;
    if (*state == NULL) { /* Called once when the header is there and once at the end of the request. */
        *state = &seen;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

static struct MHD_Response *prepared(const char *path, char **fields) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) return NULL;
    long size = ftell(file);
    char *body = size > 0 ? malloc((size_t)size) : NULL;
    rewind(file);
    if (body == NULL || fread(body, 1, (size_t)size, file) != (size_t)size) return NULL;
    fclose(file);
    struct MHD_Response *made = MHD_create_response_from_buffer((size_t)size, body, MHD_RESPMEM_PERSISTENT);
    for (; made != NULL && *fields != NULL; fields += 2)
        if (MHD_add_response_header(made, fields[0], fields[1]) != MHD_YES) return NULL;
    return made;
}

int main(int count, char **arguments) {
    if (count < 2 || count % 2 != 0) {
        fprintf(stderr, "usage: %s body-file [name value]...\n", arguments[0]);
        return 2;
    }
    response = prepared(arguments[1], arguments + 2);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *daemon =
        response == NULL ? NULL
                         : MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO, 0, NULL, NULL, &answer, NULL,
                                            MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_END);
    if (daemon == NULL) {
        perror(arguments[1]);
        return 1;
    }
    printf("%u\n", (unsigned)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    pause();
    return 0;
}
