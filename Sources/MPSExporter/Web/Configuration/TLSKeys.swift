internal import MicroHTTP

/// The keys of `tls_server_config`.
enum TLSKeys {
    static let certFile = path(
        "cert_file", .needed, "exporter.pem", "The server's certificate, with those that lead to its authority; PEM.")
    static let cert = pem("cert", .needed, "-----BEGIN CERTIFICATE-----", "Or the same in this file itself.")
    static let keyFile = path("key_file", .needed, "exporter.key", "Its key; PEM.")
    static let key = pem("key", .needed, "-----BEGIN PRIVATE KEY-----", "Or the same in this file itself.")
    static let clientCAFile = path(
        "client_ca_file", .told("the system's"), "clients.pem",
        "Authorities of client certificates; only with a `client_auth_type` that asks.")
    static let clientCA = pem(
        "client_ca", .told("the system's"), "-----BEGIN CERTIFICATE-----", "Or the same in this file itself.")
    static let clientAuthType = ConfigurationKey(
        "client_auth_type", .word(of: clientWords), standard: .value("NoClientCert"), example: "RequireAnyClientCert",
        absence: .withoutText,
        """
        `RequestClientCert`: may be sent, any will do. `RequireAnyClientCert` (or `RequireClientCert`): must be sent, \
        any will do. `VerifyClientCertIfGiven`: may be sent, from an authority then. `RequireAndVerifyClientCert`: must \
        be sent, from an authority.
        """)
    static let clientAllowedSANs = ConfigurationKey(
        "client_allowed_sans", .subjectNames, standard: .told("any"), example: "[prometheus.example]",
        absence: .withoutValue,
        """
        A client's certificate has one of these names: DNS, e-mail, IP or URI, letter by letter; an empty list lets \
        nobody in. Only where a certificate is required.
        """)
    static let minVersion = ConfigurationKey(
        "min_version", .word(of: versionWords), standard: .value("TLS12"), example: "TLS13", absence: .withoutValue,
        "The oldest TLS.")
    static let maxVersion = ConfigurationKey(
        "max_version", .word(of: versionWords), standard: .value("TLS13"), example: "TLS12", absence: .withoutValue,
        "The newest TLS, not below `min_version`.")
    static let cipherSuites = ConfigurationKey(
        "cipher_suites",
        .words(of: TLSCipherSuite.allCases.map { ($0.rawValue, $0) }, called: "cipher suites"),
        standard: .told("those with forward secrecy"), example: "[TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]",
        absence: .withoutValue, "For TLS 1.2 and older.")
    static let curvePreferences = ConfigurationKey(
        "curve_preferences", .words(of: curveWords, called: "curves"), standard: .told("all"),
        example: "[X25519, CurveP256]", absence: .withoutValue, "Curves for the key exchange.")
    static let prefersOwnOrder = ConfigurationKey(
        "prefer_server_cipher_suites", .flag, standard: .value("true"), example: "false", absence: .withoutValue,
        "Whether the order of the list decides, not the client's.")

    static let section = KeySection([
        certFile.definition, cert.definition, keyFile.definition, key.definition, clientAuthType.definition,
        clientCAFile.definition, clientCA.definition, clientAllowedSANs.definition, minVersion.definition,
        maxVersion.definition, cipherSuites.definition, prefersOwnOrder.definition, curvePreferences.definition,
    ])

    private static let versionWords: [(String, TLSVersion)] = [
        ("TLS10", .tls10), ("TLS11", .tls11), ("TLS12", .tls12), ("TLS13", .tls13),
    ]
    private static let curveWords: [(String, TLSCurve)] = [
        ("CurveP256", .p256), ("CurveP384", .p384), ("CurveP521", .p521), ("X25519", .x25519),
    ]
    private static let clientWords: [(String, TLSClientAuthentication)] = [
        ("NoClientCert", .noCertificate), ("RequestClientCert", .request), ("RequireAnyClientCert", .requireAny),
        ("RequireClientCert", .requireAny), ("VerifyClientCertIfGiven", .verifyIfGiven),
        ("RequireAndVerifyClientCert", .requireAndVerify),
    ]

    private static func pem(
        _ name: String, _ standard: KeyDefault, _ example: String, _ meaning: String
    ) -> ConfigurationKey<String> {
        ConfigurationKey(
            name, .text(.pem), standard: standard, example: example, absence: .withoutText, meaning)
    }

    private static func path(
        _ name: String, _ standard: KeyDefault, _ example: String, _ meaning: String
    ) -> ConfigurationKey<String> {
        ConfigurationKey(
            name, .text(.path, type: "path"), standard: standard, example: example, absence: .withoutText,
            meaning + " From the web configuration file's folder.")
    }
}

extension ValueRule<[String]> {
    fileprivate static let subjectNames = ValueRule(
        type: "list of strings", expected: "names of a certificate"
    ) { value, decoder in decoder.list(value, of: "names")?.compactMap { decoder.text($0, .subjectName) } }
}

extension TextRule<String> {
    /// Certificates or a key; a key must not be shown.
    fileprivate static let pem = TextRule(expected: "text in PEM", hides: { _ in true }, read: { $0 })
    fileprivate static let subjectName = TextRule(expected: "a name of a certificate") { $0.isEmpty ? nil : $0 }
}
