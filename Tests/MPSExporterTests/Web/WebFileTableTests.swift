import MPSExporter
import Testing

/// Good and bad files by name. Those that need certificates on disk stand with the acceptance tests, where promtool
/// judges all of them as well.
@Suite struct WebFileTableTests {
    private static let hash = "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"
    private static let tlsKeys =
        "tls_server_config: expected one of cert_file, cert, key_file, key, client_auth_type, client_ca_file, client_ca, "
        + "client_allowed_sans, min_version, max_version, cipher_suites, prefer_server_cipher_suites, curve_preferences"
    private static let identity = "tls_server_config: {cert_file: a, key_file: b"

    private func refusal(of text: String) -> String {
        do throws(ConfigurationError) {
            _ = try WebConfiguration(Array(text.utf8), file: "web.yml")
            return ""
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        ("empty", ""), ("only a comment", "# nothing\n"), ("only the start of a document", "---\n"),
        ("keys without values", "tls_server_config:\nhttp_server_config:\nbasic_auth_users:\nrate_limit:\n"),
        ("files", "\(identity)}"), ("inline", "tls_server_config: {cert: a, key: b}"),
        ("inline beside a file", "tls_server_config: {cert: a, key_file: b}"),
        ("an empty path beside inline", "tls_server_config: {cert: a, cert_file: '', key: b}"),
        ("NoClientCert", "\(identity), client_auth_type: NoClientCert}"),
        ("RequestClientCert", "\(identity), client_auth_type: RequestClientCert}"),
        ("RequireAnyClientCert", "\(identity), client_auth_type: RequireAnyClientCert}"),
        ("RequireClientCert", "\(identity), client_auth_type: RequireClientCert}"),
        ("VerifyClientCertIfGiven", "\(identity), client_auth_type: VerifyClientCertIfGiven, client_ca_file: c}"),
        ("RequireAndVerifyClientCert", "\(identity), client_auth_type: RequireAndVerifyClientCert, client_ca: c}"),
        ("authorities of the system", "\(identity), client_auth_type: RequireAndVerifyClientCert}"),
        ("names", "\(identity), client_auth_type: RequireAnyClientCert, client_allowed_sans: [a, b]}"),
        ("names that nobody has", "\(identity), client_auth_type: RequireAnyClientCert, client_allowed_sans: []}"),
        ("names without a value", "\(identity), client_allowed_sans: }"),
        ("merged keys", "tls_server_config: {<<: {cert_file: a, key_file: b}, key_file: c}"),
        ("merged lists", "tls_server_config: {<<: [{cert_file: a}, {cert_file: x, key_file: b}]}"),
        ("versions", "\(identity), min_version: TLS10, max_version: TLS11}"),
        ("one version", "\(identity), min_version: TLS13, max_version: TLS13}"),
        ("suites", "\(identity), cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_AES_128_GCM_SHA256]}"),
        ("no suites", "\(identity), cipher_suites: []}"),
        ("curves", "\(identity), curve_preferences: [CurveP256, CurveP384, CurveP521, X25519]}"),
        ("the client's order", "\(identity), prefer_server_cipher_suites: FALSE}"),
        ("http2", "http_server_config: {http2: yes}"), ("no headers", "http_server_config: {headers: {}}"),
        ("a header that looks like a number", "http_server_config: {headers: {X-XSS-Protection: 0}}"),
        ("an empty header", "http_server_config: {headers: {Content-Security-Policy: ''}}"),
        ("users", "basic_auth_users: {alice: '\(hash)', bob: '\(hash)'}"), ("no users", "basic_auth_users: {}"),
        ("rate", "rate_limit: {interval: 1s, burst: 1}"), ("no rate", "rate_limit: {}"),
    ])
    func `is good`(name: String, text: String) {
        #expect(refusal(of: text) == "", "\(name)")
    }

    @Test(arguments: [
        (
            "unknown key", "tls: {}",
            "1:1: expected one of tls_server_config, http_server_config, "
                + #"basic_auth_users, rate_limit, got the unknown key "tls""#
        ),
        (
            "key twice", "rate_limit: {}\nrate_limit: {}",
            #"1:1: expected each key once in a mapping, got "rate_limit" again"#
        ),
        ("text", "hello", #"1:1: expected a mapping, got "hello""#),
        ("a list", "- a", "1:1: expected a mapping, got a list"),
        ("TLS as text", "tls_server_config: on", #"1:20: tls_server_config: expected a mapping, got "on""#),
        (
            "certificate alone", "tls_server_config: {cert_file: a}",
            "1:20: tls_server_config: expected key_file or key, got neither"
        ),
        (
            "key alone", "tls_server_config: {key: a}",
            "1:20: tls_server_config: expected cert_file or cert, got neither"
        ),
        (
            "empty paths", "tls_server_config: {cert_file: '', key_file: ''}",
            "1:20: tls_server_config: expected cert_file or cert, got neither\n"
                + "web.yml:1:20: tls_server_config: expected key_file or key, got neither"
        ),
        (
            "certificate twice", "tls_server_config: {cert: a, cert_file: a, key: b}",
            "1:27: tls_server_config.cert: expected cert_file or cert, got both"
        ),
        (
            "authority without asking", "\(identity), client_ca_file: c}",
            "1:64: tls_server_config.client_ca_file: expected a client_auth_type that asks for certificates, got none"
        ),
        (
            "authority with NoClientCert", "\(identity), client_ca: c, client_auth_type: NoClientCert}",
            "1:59: tls_server_config.client_ca: expected a client_auth_type that asks for certificates, "
                + "got NoClientCert"
        ),
        (
            "invented client_auth_type", "\(identity), client_auth_type: Any}",
            "1:66: tls_server_config.client_auth_type: expected one of NoClientCert, RequestClientCert, "
                + "RequireAnyClientCert, RequireClientCert, VerifyClientCertIfGiven, RequireAndVerifyClientCert, "
                + #"got "Any""#
        ),
        (
            "names without a required certificate", "\(identity), client_allowed_sans: [a]}",
            "1:69: tls_server_config.client_allowed_sans: expected client_auth_type RequireAnyClientCert or "
                + "RequireAndVerifyClientCert with it, got none"
        ),
        (
            "no names without a required certificate", "\(identity), client_allowed_sans: []}",
            "1:69: tls_server_config.client_allowed_sans: expected client_auth_type RequireAnyClientCert or "
                + "RequireAndVerifyClientCert with it, got none"
        ),
        (
            "merged text", "tls_server_config: {<<: a, cert_file: a, key_file: b}",
            "1:21: \(tlsKeys), " + #"got the unknown key "<<""#
        ),
        (
            "merged keys that merge others", "\(identity), <<: {<<: {}}}",
            "1:53: \(tlsKeys), " + #"got the unknown key "<<""#
        ),
        (
            "more merged than anybody writes",
            "\(identity), <<: [\(Array(repeating: "{}", count: 101).joined(separator: ", "))]}",
            "1:48: \(tlsKeys), " + #"got the unknown key "<<""#
        ),
        (
            "an unknown key that is merged", "\(identity), <<: {cart: a}}",
            "1:53: \(tlsKeys), " + #"got the unknown key "cart""#
        ),
        (
            "an empty version", "\(identity), min_version: ''}",
            #"1:61: tls_server_config.min_version: expected one of TLS10, TLS11, TLS12, TLS13, got """#
        ),
        (
            "versions upside down", "\(identity), max_version: TLS11}",
            "1:61: tls_server_config.max_version: expected a max_version that is not below min_version, "
                + #"got "TLS11""#
        ),
        (
            "invented curve", "\(identity), curve_preferences: [P256]}",
            "1:68: tls_server_config.curve_preferences[0]: expected one of CurveP256, CurveP384, CurveP521, X25519, "
                + #"got "P256""#
        ),
        (
            "suites as text", "\(identity), cipher_suites: TLS_AES_128_GCM_SHA256}",
            #"1:63: tls_server_config.cipher_suites: expected a list of cipher suites, got "TLS_AES_128_GCM_SHA256""#
        ),
        (
            "a boolean in quotes", "\(identity), prefer_server_cipher_suites: 'true'}",
            #"1:77: tls_server_config.prefer_server_cipher_suites: expected true or false, got "true""#
        ),
        (
            "http2 as a number", "http_server_config: {http2: 1}",
            "1:29: http_server_config.http2: expected true or false, got the number 1"
        ),
        (
            "a header of two lines", "http_server_config: {headers: {X-XSS-Protection: \"1\\r\\nSet-Cookie: x\"}}",
            "1:50: http_server_config.headers.X-XSS-Protection: expected text that a header field can have, "
                + #"got "1\r\nSet-Cookie: x""#
        ),
        (
            "users as a list", "basic_auth_users: [alice]",
            "1:19: basic_auth_users: expected a mapping of user names to bcrypt hashes, got a list"
        ),
        (
            "a password", "basic_auth_users: {alice: open}",
            "1:27: basic_auth_users: expected a bcrypt hash such as htpasswd -B makes, got something else"
        ),
        (
            "an interval without a unit", "rate_limit: {interval: soon}",
            #"1:24: rate_limit.interval: expected a duration such as 100ms, 1s or 1m30s, got "soon""#
        ),
        (
            "a burst with a fraction", "rate_limit: {burst: 1.5}",
            "1:21: rate_limit.burst: expected a whole number from 0 to 1000000000, got the number 1.5"
        ),
    ])
    func `is bad`(name: String, text: String, line: String) {
        #expect(refusal(of: text) == "web.yml:\(line)", "\(name)")
    }
}
