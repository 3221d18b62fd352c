internal import CGnuTLS

/// What is asked of a client in the handshake, in the words of Go's `crypto/tls`.
package enum TLSClientAuthentication: Sendable, Equatable {
    /// No certificate.
    case noCertificate
    /// A certificate may be sent; none and any will do.
    case request
    /// A certificate must be sent; any will do.
    case requireAny
    /// A certificate may be sent; it must then come from an authority.
    case verifyIfGiven
    /// A certificate from an authority must be sent.
    case requireAndVerify

    /// Whether a client without a certificate is refused.
    package var requiresCertificate: Bool { self == .requireAny || self == .requireAndVerify }

    /// Whether a certificate must come from an authority.
    package var verifies: Bool { self == .verifyIfGiven || self == .requireAndVerify }

    var request: gnutls_certificate_request_t {
        self == .noCertificate ? GNUTLS_CERT_IGNORE : requiresCertificate ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_REQUEST
    }
}
