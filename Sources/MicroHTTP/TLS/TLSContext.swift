internal import CGnuTLS

/// TLS settings made ready: read once, used by any number of handshakes.
///
/// Sendable without the compiler's help, because the pointers never change and the library only reads what is behind
/// them once `init` is done.
@safe package final class TLSContext: @unchecked Sendable {
    /// When the server's certificate ends, in seconds since 1970.
    package let certificateExpirySeconds: Int

    let settings: TLSSettings
    private let credentials: OpaquePointer
    private let opening: TLSPriority
    private let older: TLSPriority
    private let newest: TLSPriority

    /// Reads certificate, key and authorities.
    /// - Throws: `MicroHTTPError.unusableTLS` with the aspect that is wrong and why.
    package init(_ settings: TLSSettings) throws(MicroHTTPError) {
        var allocated: gnutls_certificate_credentials_t?
        guard unsafe gnutls_certificate_allocate_credentials(&allocated) == 0, let credentials = unsafe allocated else {
            throw .cannotStart(reason: "no memory for TLS credentials")
        }
        do throws(MicroHTTPError) {
            let (expiry, hasECDSAKey) = try unsafe Self.load(settings, into: credentials)
            let priorities = try TLSPriorities(settings, hasECDSAKey: hasECDSAKey)
            opening = try TLSPriority(priorities.opening)
            older = try TLSPriority(priorities.older)
            newest = try TLSPriority(priorities.newest)
            certificateExpirySeconds = expiry
        } catch {
            unsafe gnutls_certificate_free_credentials(credentials)
            throw error
        }
        self.settings = settings
        unsafe self.credentials = credentials
    }

    deinit {
        unsafe gnutls_certificate_free_credentials(credentials)
    }

    /// Makes a session work with this context, which has to live as long as the session.
    func prepare(_ session: OpaquePointer) {
        unsafe mps_tls_prepare(
            session, opening.pointer, credentials, settings.clientAuthentication.request,
            { unsafe TLSConnection.hello($0) }, { unsafe TLSConnection.verify($0) })
    }

    /// Settles on what is meant for the version that was agreed on.
    func settle(_ session: OpaquePointer) -> Int32 {
        let isNewest = unsafe gnutls_protocol_get_version(session) == GNUTLS_TLS1_3
        return unsafe gnutls_priority_set(session, (isNewest ? newest : older).pointer)
    }

    private static func load(
        _ settings: TLSSettings, into credentials: OpaquePointer
    ) throws(MicroHTTPError) -> (expiry: Int, hasECDSAKey: Bool) {
        let identity = unsafe settings.certificate.withUnsafeBufferPointer { certificate in
            unsafe settings.key.withUnsafeBufferPointer { key in
                guard let first = certificate.baseAddress, let second = key.baseAddress else {
                    return GNUTLS_E_BASE64_DECODING_ERROR
                }
                return unsafe mps_tls_set_identity(
                    credentials, first, UInt32(clamping: certificate.count), second, UInt32(clamping: key.count))
            }
        }
        guard identity >= 0 else {
            throw .unusableTLS(
                .certificate, expected: "a certificate in PEM and the key that belongs to it",
                got: GnuTLSFailure(code: identity).text)
        }
        if settings.clientAuthentication.verifies {
            try unsafe loadAuthorities(settings, into: credentials)
        }
        var expiry = time_t()
        var algorithm: Int32 = 0
        let described = unsafe mps_tls_describe(credentials, &expiry, &algorithm)
        guard described >= 0 else {
            throw .unusableTLS(
                .certificate, expected: "a certificate", got: GnuTLSFailure(code: described).text)
        }
        let isRSA = [GNUTLS_PK_RSA, GNUTLS_PK_RSA_PSS].contains { Int32($0.rawValue) == algorithm }
        return (Int(expiry), !isRSA)
    }

    private static func loadAuthorities(
        _ settings: TLSSettings, into credentials: OpaquePointer
    ) throws(MicroHTTPError) {
        let count: Int32
        if let authorities = settings.clientAuthorities {
            count = unsafe authorities.withUnsafeBufferPointer { bytes in
                guard let start = bytes.baseAddress else { return 0 }
                return unsafe mps_tls_add_authorities(credentials, start, UInt32(clamping: bytes.count))
            }
        } else {
            count = unsafe gnutls_certificate_set_x509_system_trust(credentials)
        }
        guard count > 0 else {
            throw .unusableTLS(
                .clientAuthorities, expected: "certificates in PEM",
                got: count == 0 ? "none" : GnuTLSFailure(code: count).text)
        }
    }
}
