/// The settings as GnuTLS' priority strings.
///
/// A priority string names key exchanges and ciphers apart, and one list of ciphers for all versions. So there are three:
/// one to agree on a version, and one for each side of TLS 1.3 that takes its place then. Of the suites for older
/// versions, only those count that the certificate can serve.
struct TLSPriorities: Equatable {
    /// What a handshake begins with.
    let opening: String
    /// What it goes on with in TLS 1.2 and older.
    let older: String
    /// What it goes on with in TLS 1.3.
    let newest: String

    private static let newestSuites: [TLSCipherSuite] = [.aes128GCM, .aes256GCM, .chacha20]

    /// - Parameter hasECDSAKey: what the certificate can serve.
    /// - Throws: `MicroHTTPError.unusableTLS` for suites that cannot be had without others that were not asked for.
    init(_ settings: TLSSettings, hasECDSAKey: Bool) throws(MicroHTTPError) {
        let asked = settings.cipherSuites.isEmpty ? TLSCipherSuite.usual : settings.cipherSuites
        let suites = asked.filter { $0.needsECDSA.map { $0 == hasECDSAKey } ?? false }
        if suites.isEmpty, settings.versions.upperBound < .tls13 {
            throw .unusableTLS(
                .cipherSuites,
                expected:
                    "a suite of TLS 1.2 or older for a certificate with \(hasECDSAKey ? "an ECDSA" : "an RSA") key",
                got: "none")
        }
        try Self.requireExact(suites)
        let exchanges = suites.compactMap(\.keyExchange)
        opening = Self.text(settings, exchanges, suites + Self.newestSuites)
        older = suites.isEmpty ? opening : Self.text(settings, exchanges, suites)
        newest = Self.text(settings, exchanges, Self.newestSuites)
    }

    /// Each exchange would be combined with every cipher.
    private static func requireExact(_ suites: [TLSCipherSuite]) throws(MicroHTTPError) {
        let (exchanges, ciphers) = (Set(suites.map(\.keyExchange)), Set(suites.map(\.cipher)))
        let further = TLSCipherSuite.allCases.filter { suite in
            exchanges.contains(suite.keyExchange) && ciphers.contains(suite.cipher) && !suites.contains(suite)
        }
        guard let first = further.first else { return }
        throw .unusableTLS(
            .cipherSuites, expected: "the same ciphers with TLS_RSA as with TLS_ECDHE_RSA", got: "no \(first.rawValue)")
    }

    private static func text(_ settings: TLSSettings, _ exchanges: [String], _ suites: [TLSCipherSuite]) -> String {
        let versions = TLSVersion.allCases.filter { settings.versions.contains($0) }.reversed().map(\.priority)
        let curves = (settings.curves.isEmpty ? TLSCurve.allCases : settings.curves).map(\.priority)
        let words =
            versions + Self.once(exchanges.map { "+\($0)" }) + Self.once(suites.map { "+\($0.cipher)" })
            + (suites.contains(where: \.isCBC) ? ["+AEAD", "+SHA1"] : ["+AEAD"])
            + ["+SIGN-ALL", "-SIGN-DSA-SHA1", "-SIGN-DSA-SHA256"] + Self.once(curves)
            + ["+COMP-NULL", "+CTYPE-X509"] + (settings.prefersOwnOrder ? ["%SERVER_PRECEDENCE"] : [])
        return (["NONE"] + words).joined(separator: ":")
    }

    private static func once(_ words: [String]) -> [String] {
        words.enumerated().filter { !words[..<$0.offset].contains($0.element) }.map(\.element)
    }
}
