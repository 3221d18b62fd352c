internal import CGnuTLS
internal import CMicrohttpd

/// What a connection holds for the sake of its TLS session, and the library's way back to it from a session.
enum TLSConnection {
    /// Gives a connection that has just begun its context, and keeps that in the connection's slot. Without a context
    /// the session keeps the daemon's own credentials, which have no certificate, so that the handshake fails.
    static func begin(
        _ connection: OpaquePointer, slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>, context: TLSContext?
    ) {
        guard let context, let session = unsafe mps_mhd_tls_session(connection) else { return }
        unsafe slot.pointee = Unmanaged.passRetained(context).toOpaque()
        unsafe context.prepare(OpaquePointer(session))
    }

    /// Takes the context back from the slot; the session is gone by then.
    static func end(slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
        guard let reference = unsafe slot.pointee else { return }
        unsafe slot.pointee = nil
        unsafe Unmanaged<TLSContext>.fromOpaque(reference).release()
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
        guard let connection = unsafe gnutls_session_get_ptr(session),
            let reference = unsafe mps_mhd_socket_context(OpaquePointer(connection))
        else { return nil }
        return unsafe Unmanaged<TLSContext>.fromOpaque(reference).takeUnretainedValue()
    }
}
