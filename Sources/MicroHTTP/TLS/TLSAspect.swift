/// The part of TLS settings that something is wrong with.
package enum TLSAspect: Sendable, Equatable {
    /// Certificate, chain or key.
    case certificate
    /// Authorities of clients' certificates.
    case clientAuthorities
    /// Suites, or suites together with versions and curves.
    case cipherSuites
}
