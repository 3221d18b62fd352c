#ifndef MPS_EXPORTER_CMICROHTTPD_SHIM_H
#define MPS_EXPORTER_CMICROHTTPD_SHIM_H

#include <microhttpd.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

// Swift's Glibc module leaves them out.
#include <sys/eventfd.h>
#include <sys/syscall.h>

/// The callback of `MHD_OPTION_URI_LOG_CALLBACK`, whose target lies in the library's own memory and is not const there: it
/// comes before the library reads the query, and what it returns is what the slot of the request holds first.
typedef void *_Nullable (*mps_mhd_target)(void *_Nonnull context, char *_Nullable target,
                                          struct MHD_Connection *_Nonnull connection);

/// `MHD_AccessHandlerCallback`, `MHD_RequestCompletedCallback` and `MHD_NotifyConnectionCallback` with the nullability that
/// the documentation promises.
typedef enum MHD_Result (*mps_mhd_access)(void *_Nonnull context, struct MHD_Connection *_Nonnull connection,
                                          const char *_Nonnull target, const char *_Nonnull method,
                                          const char *_Nonnull version, const char *_Nullable piece,
                                          size_t *_Nonnull piece_length, void *_Nullable *_Nonnull slot);
typedef void (*mps_mhd_completed)(void *_Nonnull context, struct MHD_Connection *_Nonnull connection,
                                  void *_Nullable *_Nonnull slot, enum MHD_RequestTerminationCode code);
typedef void (*mps_mhd_connection)(void *_Nonnull context, struct MHD_Connection *_Nonnull connection,
                                   void *_Nullable *_Nonnull slot, enum MHD_ConnectionNotificationCode change);

/// Leaves percent-encoding alone. The library's own decoder works in place on a C string, so that "%00" would cut a
/// path short; Swift decodes what it needs instead.
static inline size_t mps_mhd_keep_encoded(void *_Nullable context, struct MHD_Connection *_Nullable connection,
                                          char *_Nonnull text)
{
    (void) context;
    (void) connection;
    return strlen(text);
}

/// `MHD_start_daemon` is variadic, which Swift cannot call. This one has typed callbacks, all with the same context, and
/// takes every plain option as an array that ends with `MHD_OPTION_END`.
static inline struct MHD_Daemon *_Nullable mps_mhd_start(unsigned int flags,
                                                         void *_Nonnull context,
                                                         mps_mhd_target _Nonnull target,
                                                         mps_mhd_access _Nonnull access,
                                                         mps_mhd_completed _Nonnull completed,
                                                         mps_mhd_connection _Nonnull connection,
                                                         const struct MHD_OptionItem *_Nonnull options)
{
    return MHD_start_daemon(flags, 0, NULL, NULL, access, context,
                            MHD_OPTION_URI_LOG_CALLBACK, target, context,
                            MHD_OPTION_NOTIFY_COMPLETED, completed, context,
                            MHD_OPTION_NOTIFY_CONNECTION, connection, context,
                            MHD_OPTION_UNESCAPE_CALLBACK, &mps_mhd_keep_encoded, NULL,
                            MHD_OPTION_ARRAY, options,
                            MHD_OPTION_END);
}

/// The peer's address, valid as long as the connection. `MHD_get_connection_info` is variadic.
static inline const struct sockaddr *_Nullable mps_mhd_client_address(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info == NULL ? NULL : info->client_addr;
}

/// The socket of a connection. `MHD_get_connection_info` is variadic.
static inline int mps_mhd_socket(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == NULL ? -1 : info->connect_fd;
}

/// Bytes of the request line and header fields. `MHD_get_connection_info` is variadic.
static inline size_t mps_mhd_header_size(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info == NULL ? 0 : info->header_size;
}

/// A certificate callback that has none, so that no handshake succeeds with what the daemon has itself.
static inline int mps_mhd_no_certificate(void)
{
    return -1;
}

/// The option with that callback, which a daemon for TLS demands at its start.
static inline struct MHD_OptionItem mps_mhd_without_certificate(void)
{
    struct MHD_OptionItem item = {MHD_OPTION_HTTPS_CERT_CALLBACK, 0, (void *) &mps_mhd_no_certificate};
    return item;
}

/// The TLS session of a connection; null on a plain one. `MHD_get_connection_info` is variadic.
static inline void *_Nullable mps_mhd_tls_session(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info == NULL ? NULL : info->tls_session;
}

/// What the notification callback left in the slot of the connection. `MHD_get_connection_info` is variadic.
static inline void *_Nullable mps_mhd_socket_context(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

/// Linux' `struct sched_attr`, for which glibc has no name before 2.41: see sched_setattr(2).
struct mps_sched_attr {
    uint32_t size;
    uint32_t policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime;
    uint64_t deadline;
    uint64_t period;
};

/// Gives the calling thread a scheduling policy (`SCHED_OTHER` is 0, `SCHED_BATCH` 3) and, from Linux 6.12 on, the length
/// of its turns in nanoseconds, 0 for the usual one; its nice value stays. There is no wrapper that Swift could call:
/// `syscall` is variadic. Returns 0, or -1 if the kernel or a sandbox does not allow it.
static inline int mps_schedule_thread(uint32_t policy, uint64_t turn)
{
    struct mps_sched_attr attributes = {sizeof attributes, policy, 0, getpriority(PRIO_PROCESS, 0), 0, turn, 0, 0};
    return (int) syscall(SYS_sched_setattr, 0, &attributes, 0u);
}

#endif
