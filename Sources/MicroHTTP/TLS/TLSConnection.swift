internal import CGnuTLS
internal import CMicrohttpd

/// The TLS session of a connection, and the library's way back from a session to the connection's context.
enum TLSConnection {
    /// Gives a connection that has just begun its context, which the connection's slot keeps until the session is gone.
    /// Without one the session keeps the daemon's own credentials, which have no certificate, so that the handshake fails.
    static func begin(_ connection: OpaquePointer, context: TLSContext) {
        guard let session = unsafe mps_mhd_tls_session(connection) else { return }
        unsafe context.prepare(OpaquePointer(session))
    }

    /// `gnutls_handshake_post_client_hello_func`.
    static func hello(_ session: OpaquePointer) -> Int32 {
        guard let context = unsafe context(of: session) else { return GNUTLS_E_INTERNAL_ERROR }
        return unsafe context.settle(session)
    }

    /// `gnutls_certificate_verify_function`: 0 goes on, anything else ends the handshake.
    static func verify(_ session: OpaquePointer) -> Int32 {
        guard let context = unsafe context(of: session) else { return GNUTLS_E_INTERNAL_ERROR }
        return unsafe PeerCertificate.isWelcome(session, context.settings) ? 0 : GNUTLS_E_CERTIFICATE_ERROR
    }

    /// The daemon makes the connection the session's user pointer.
    private static func context(of session: OpaquePointer) -> TLSContext? {
        unsafe gnutls_session_get_ptr(session).flatMap { unsafe OpenConnection.of(OpaquePointer($0))?.tls }
    }
}
