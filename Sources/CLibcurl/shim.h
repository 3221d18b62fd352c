#ifndef CLIBCURL_SHIM_H
#define CLIBCURL_SHIM_H

// CURL, CURLM and CURLU become distinct opaque pointers, so that a handle and user data cannot be mixed up.
#define CURL_STRICTER
#include <curl/curl.h>
#include <fcntl.h>
#include <stdbool.h>

// CURLOPT_PREREQFUNCTION and curl_url_strerror came with 7.80.0.
#if LIBCURL_VERSION_NUM < 0x075000
#error "libcurl 7.80.0 or newer is required"
#endif

// Swift cannot call variadic functions. Each option and each piece of information that is really used has a function
// of its own here, with the exact type libcurl reads from the variadic list: a wrong type does not compile.

// curl_easy_setopt: the request

static inline CURLcode curl_set_url(CURL *_Nonnull easy, const char *_Nonnull url) {
    return curl_easy_setopt(easy, CURLOPT_URL, url);
}

static inline CURLcode curl_set_get(CURL *_Nonnull easy) {
    return curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
}

// Copies the body, so the caller's bytes need not outlive the call. A null pointer counts as an empty body.
static inline CURLcode curl_set_post(CURL *_Nonnull easy, const void *_Nullable bytes, size_t count) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_POST, 1L);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes ? bytes : "");
    return code;
}

// libcurl keeps the list's address: the list has to outlive the transfer.
static inline CURLcode curl_set_header_lines(CURL *_Nonnull easy, const struct curl_slist *_Nullable lines) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines);
}

static inline CURLcode curl_set_user_agent(CURL *_Nonnull easy, const char *_Nonnull agent) {
    return curl_easy_setopt(easy, CURLOPT_USERAGENT, agent);
}

static inline CURLcode curl_set_accept_encoding(CURL *_Nonnull easy, const char *_Nonnull codings) {
    return curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, codings);
}

static inline CURLcode curl_set_http_1_1(CURL *_Nonnull easy) {
    return curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
}

// Before 7.85.0 the protocols are a bit mask only.
static inline CURLcode curl_set_http_and_https_only(CURL *_Nonnull easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline CURLcode curl_set_follow_redirects(CURL *_Nonnull easy, bool follows) {
    return curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, follows ? 1L : 0L);
}

// curl_easy_setopt: limits and connections

static inline CURLcode curl_set_connect_timeout(CURL *_Nonnull easy, long milliseconds) {
    return curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
}

static inline CURLcode curl_set_timeout(CURL *_Nonnull easy, long milliseconds) {
    return curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, milliseconds);
}

static inline CURLcode curl_set_fresh_connection(CURL *_Nonnull easy, bool fresh) {
    return curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
}

static inline int curl_close_on_exec(void *_Nullable context, curl_socket_t descriptor, curlsocktype purpose) {
    (void)context;
    (void)purpose;
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR;
}

// libcurl 7.88 does not: a child process inherits the sockets and keeps connections open that were closed here.
static inline CURLcode curl_set_closed_on_exec(CURL *_Nonnull easy) {
    return curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, curl_close_on_exec);
}

static inline CURLcode curl_set_no_signals(CURL *_Nonnull easy) {
    return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

// Lets a transfer end while its name is still being resolved, instead of waiting for the resolver thread; the resolver
// thread then frees what it used. Before 7.87.0 there is no such choice.
static inline CURLcode curl_set_quick_exit(CURL *_Nonnull easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
    return curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
    (void)easy;
    return CURLE_OK;
#endif
}

// curl_easy_setopt: TLS, to the server and to an https proxy alike

static inline CURLcode curl_set_verified_tls_1_2(CURL *_Nonnull easy) {
    const long minimum_version = CURL_SSLVERSION_TLSv1_2;
    CURLcode code = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_SSLVERSION, minimum_version);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYPEER, 1L);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYHOST, 2L);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PROXY_SSLVERSION, minimum_version);
    return code;
}

// After curl_set_verified_tls_1_2: whatever certificate the server shows will do.
static inline CURLcode curl_set_unverified(CURL *_Nonnull easy) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    return code;
}

static inline CURLcode curl_set_client_certificate(CURL *_Nonnull easy, const char *_Nonnull certificate,
                                                   const char *_Nonnull key) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_SSLCERT, certificate);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_SSLKEY, key);
    return code;
}

static inline CURLcode curl_set_ca_bundle(CURL *_Nonnull easy, const char *_Nonnull path) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_CAINFO, path);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, path);
    return code;
}

// The empty name of a proxy overrides the environment's.
static inline CURLcode curl_set_no_proxy(CURL *_Nonnull easy) {
    return curl_easy_setopt(easy, CURLOPT_PROXY, "");
}

// curl_easy_setopt: callbacks and what they are given

typedef size_t (*curl_bytes_callback)(char *_Nullable bytes, size_t size, size_t count, void *_Nullable context);

typedef int (*curl_before_request_callback)(void *_Nullable context, char *_Nullable peer_address,
                                            char *_Nullable local_address, int peer_port, int local_port);

// Of at least CURL_ERROR_SIZE bytes, which have to outlive the handle.
static inline CURLcode curl_set_error_buffer(CURL *_Nonnull easy, char *_Nonnull buffer) {
    return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

static inline CURLcode curl_set_private(CURL *_Nonnull easy, void *_Nonnull context) {
    return curl_easy_setopt(easy, CURLOPT_PRIVATE, context);
}

static inline CURLcode curl_set_on_header(CURL *_Nonnull easy, curl_bytes_callback _Nonnull callback,
                                          void *_Nonnull context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
    return code;
}

static inline CURLcode curl_set_on_body(CURL *_Nonnull easy, curl_bytes_callback _Nonnull callback,
                                        void *_Nonnull context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
    return code;
}

static inline CURLcode curl_set_before_request(CURL *_Nonnull easy, curl_before_request_callback _Nonnull callback,
                                               void *_Nonnull context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
    if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
    return code;
}

// curl_easy_getinfo

static inline CURLcode curl_get_response_code(CURL *_Nonnull easy, long *_Nonnull code) {
    return curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, code);
}

static inline CURLcode curl_get_connections_made(CURL *_Nonnull easy, long *_Nonnull count) {
    return curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, count);
}

static inline CURLcode curl_get_private(CURL *_Nonnull easy, void *_Nullable *_Nonnull context) {
    return curl_easy_getinfo(easy, CURLINFO_PRIVATE, context);
}

// curl_multi_setopt

static inline CURLMcode curl_set_kept_connections(CURLM *_Nonnull multi, long count) {
    return curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, count);
}

// curl_global_init

// CURL_GLOBAL_DEFAULT is an expression that Swift does not import.
static inline CURLcode curl_init_library(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

#endif
