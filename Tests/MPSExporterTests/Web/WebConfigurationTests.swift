import MPSExporter
import MicroHTTP
import Testing

/// What a file means; which files are good or bad stands with the acceptance tests, where promtool judges them too.
@Suite struct WebConfigurationTests {
    private let hash = "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"

    private func read(_ text: String) throws -> WebConfiguration {
        try WebConfiguration(Array(text.utf8), file: "web.yml")
    }

    private func refusal(of text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as ConfigurationError {
            return error.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "tls_server_config:\nbasic_auth_users:\nrate_limit:\n"])
    func `an empty file means plain connections for everybody`(text: String) throws {
        let configuration = try read(text)
        #expect(configuration.tls == nil)
        #expect(configuration.users.isEmpty && configuration.headers.isEmpty)
        #expect(configuration.rateLimit == nil)
    }

    @Test func `defaults of TLS`() throws {
        let tls = try #require(try read("tls_server_config: {cert_file: a, key_file: b}").tls)
        #expect(tls.clientAuthentication == .noCertificate)
        #expect(tls.versions == TLSVersion.tls12...TLSVersion.tls13)
        #expect(tls.curves.isEmpty && tls.clientNames == nil)
        #expect(tls.prefersOwnOrder)
    }

    @Test func `what stands in a mapping comes before what is merged, and that in its order`() throws {
        let text = """
            tls_server_config:
              <<: [{min_version: TLS10, cert_file: a}, {min_version: TLS13, max_version: TLS12, key_file: b}]
              max_version: TLS11
            """
        #expect(try read(text).tls?.versions == TLSVersion.tls10...TLSVersion.tls11)
    }

    @Test func `everything of TLS`() throws {
        let text = """
            tls_server_config:
              cert: a
              key: b
              client_ca: c
              client_auth_type: RequireAndVerifyClientCert
              client_allowed_sans: [x, y]
              min_version: TLS10
              max_version: TLS12
              curve_preferences: [X25519, CurveP256]
              prefer_server_cipher_suites: no
            """
        let tls = try #require(try read(text).tls)
        #expect(tls.clientAuthentication == .requireAndVerify)
        #expect(tls.clientNames == ["x", "y"])
        #expect(tls.versions == TLSVersion.tls10...TLSVersion.tls12)
        #expect(tls.curves == [.x25519, .p256])
        #expect(!tls.prefersOwnOrder)
    }

    @Test(arguments: [
        ("{interval: 1s, burst: 2}", WebConfiguration.RateLimit(interval: .seconds(1), burst: 2)),
        ("{interval: 1m30s}", .init(interval: .seconds(90), burst: 0)),
        ("{interval: 1000000}", .init(interval: .milliseconds(1), burst: 0)),
        ("{interval: 0, burst: 2}", nil), ("{interval: 0s}", nil), ("{burst: 5}", nil),
    ])
    func `a rate limit needs an interval`(text: String, limit: WebConfiguration.RateLimit?) throws {
        #expect(try read("rate_limit: \(text)").rateLimit == limit)
    }

    @Test func `header fields and users`() throws {
        let configuration = try read(
            """
            http_server_config: {http2: off, headers: {X-XSS-Protection: 0}}
            basic_auth_users: {alice: '\(hash)', 7: '\(hash)', "": '\(hash)'}
            """)
        #expect(configuration.http2 == false)
        #expect(configuration.headers.map(\.name) == ["X-XSS-Protection"])
        #expect(configuration.headers.map(\.value) == ["0"])
        #expect(configuration.users.keys.sorted() == ["", "7", "alice"])
    }

    @Test func `names every problem`() {
        let text = """
            tls_server_config:
              cert_file: 5
              min_version: TLS9
            http_server_config:
              headers: {X-Frame-Options: DENY}
            rate_limit: {burst: -1}
            """
        #expect(
            refusal(of: text) == [
                "web.yml:2:14: tls_server_config.cert_file: expected a path, got the number 5",
                "web.yml:2:3: tls_server_config: expected key_file or key, got neither",
                "web.yml:3:16: tls_server_config.min_version: expected one of TLS10, TLS11, TLS12, TLS13, got \"TLS9\"",
                "web.yml:5:30: http_server_config.headers.X-Frame-Options: expected deny or sameorigin, got \"DENY\"",
                "web.yml:6:21: rate_limit.burst: expected a whole number from 0 to 1000000000, got the number -1",
            ])
    }

    @Test(arguments: [
        "basic_auth_users: {alice: sesame}", "basic_auth_users: sesame", "basic_auth_users: [sesame]",
        "basic_auth_users: {sesame: x}",
        "tls_server_config: {cert_file: a, key: [sesame]}", "tls_server_config: {cert_file: a, key: !x sesame}",
        "basic_auth_users: {alice: {sesame: x}}", "basic_auth_users: {alice: 'sesame}",
    ])
    func `a message shows no secret`(text: String) {
        let lines = refusal(of: text)
        #expect(!lines.isEmpty)
        #expect(!lines.joined().contains("sesame"))
    }
}
