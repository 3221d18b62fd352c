/// How a server speaks TLS.
package struct TLSSettings: Sendable, Equatable {
    /// The server's certificate and those that lead from it to its authority, PEM.
    package var certificate: [UInt8]
    /// The key of the first certificate, PEM without a password.
    package var key: [UInt8]
    /// What is asked of clients.
    package var clientAuthentication = TLSClientAuthentication.noCertificate
    /// Authorities of clients' certificates, PEM; nil means those of the system.
    package var clientAuthorities: [UInt8]?
    /// A client's certificate must have one of these names (DNS, e-mail, IP or URI, letter by letter), so that nobody comes
    /// in where there is none; nil means any.
    package var clientNames: [String]?
    /// Oldest and newest version that is spoken.
    package var versions = TLSVersion.tls12...TLSVersion.tls13
    /// Suites for TLS 1.2 and older, in the order of preference; empty means the usual ones. TLS 1.3 has always all of its
    /// own.
    package var cipherSuites: [TLSCipherSuite] = []
    /// Curves in the order of preference; empty means all.
    package var curves: [TLSCurve] = []
    /// Whether the server's order of suites decides, not the client's.
    package var prefersOwnOrder = true

    /// Default settings for this certificate and key.
    package init(certificate: [UInt8], key: [UInt8]) {
        self.certificate = certificate
        self.key = key
    }
}
