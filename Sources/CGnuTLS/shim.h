#ifndef MPS_EXPORTER_CGNUTLS_SHIM_H
#define MPS_EXPORTER_CGNUTLS_SHIM_H

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <time.h>

/// `gnutls_handshake_post_client_hello_func` and `gnutls_certificate_verify_function` with the nullability that the
/// documentation promises.
typedef int (*mps_tls_hook)(gnutls_session_t _Nonnull session);

/// Sets certificate chain and key, both PEM; the library's error code.
static inline int mps_tls_set_identity(gnutls_certificate_credentials_t _Nonnull credentials,
                                       const unsigned char *_Nonnull certificate, unsigned int certificate_size,
                                       const unsigned char *_Nonnull key, unsigned int key_size)
{
    // The library only reads them; its structure lacks the const.
    const gnutls_datum_t certificates = {(unsigned char *) certificate, certificate_size};
    const gnutls_datum_t keys = {(unsigned char *) key, key_size};
    return gnutls_certificate_set_x509_key_mem(credentials, &certificates, &keys, GNUTLS_X509_FMT_PEM);
}

/// Adds authorities, PEM, that clients' certificates may come from; how many there were, or the library's error code.
static inline int mps_tls_add_authorities(gnutls_certificate_credentials_t _Nonnull credentials,
                                          const unsigned char *_Nonnull certificates, unsigned int size)
{
    const gnutls_datum_t authorities = {(unsigned char *) certificates, size};
    return gnutls_certificate_set_x509_trust_mem(credentials, &authorities, GNUTLS_X509_FMT_PEM);
}

/// The end and the key's algorithm of the first certificate of a chain that the credentials hold; the library's error
/// code.
static inline int mps_tls_describe(gnutls_certificate_credentials_t _Nonnull credentials, time_t *_Nonnull expiry,
                                   int *_Nonnull algorithm)
{
    gnutls_x509_crt_t *chain = NULL;
    unsigned int count = 0;
    int code = gnutls_certificate_get_x509_crt(credentials, 0, &chain, &count);
    if (code < 0) {
        return code;
    }
    if (count > 0) {
        *expiry = gnutls_x509_crt_get_expiration_time(chain[0]);
        *algorithm = gnutls_x509_crt_get_pk_algorithm(chain[0], NULL);
    }
    for (unsigned int index = 0; index < count; index++) {
        gnutls_x509_crt_deinit(chain[index]);
    }
    gnutls_free(chain);
    return count > 0 ? 0 : GNUTLS_E_NO_CERTIFICATE_FOUND;
}

/// Replaces what a session that has not begun would work with. The hooks are called after the client's hello and after
/// its certificate.
static inline void mps_tls_prepare(gnutls_session_t _Nonnull session, gnutls_priority_t _Nonnull priority,
                                   gnutls_certificate_credentials_t _Nonnull credentials,
                                   gnutls_certificate_request_t request, mps_tls_hook _Nonnull hello,
                                   mps_tls_hook _Nonnull verify)
{
    gnutls_priority_set(session, priority);
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials);
    gnutls_certificate_server_set_request(session, request);
    gnutls_handshake_set_post_client_hello_function(session, hello);
    gnutls_session_set_verify_function(session, verify);
}

/// Whether the client's chain leads to an authority and may serve a client.
static inline _Bool mps_tls_is_trusted(gnutls_session_t _Nonnull session)
{
    gnutls_typed_vdata_st purpose = {GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *) GNUTLS_KP_TLS_WWW_CLIENT, 0};
    unsigned int status = 0;
    return gnutls_certificate_verify_peers(session, &purpose, 1, &status) == 0 && status == 0;
}

#endif
