internal import MicroHTTP
internal import Yams

extension WebConfiguration {
    private static let keys = ["tls_server_config", "http_server_config", "basic_auth_users", "rate_limit"]

    /// Reads the text of a file.
    /// - Throws: every problem that was found.
    package init(_ bytes: [UInt8], file: String) throws(ConfigurationError) {
        self.init()
        guard let root = try YAMLDocument.root(of: bytes, file: file) else { return }
        var decoder = ConfigurationDecoder(file: file)
        if let mapping = decoder.mapping(ConfigurationValue(node: root, path: ""), keys: Self.keys) {
            tls = WebTLSConfiguration.read(mapping.present("tls_server_config"), decoder: &decoder)
            readServer(mapping.present("http_server_config"), decoder: &decoder)
            readUsers(mapping.present("basic_auth_users"), decoder: &decoder)
            rateLimit = RateLimit.read(mapping.present("rate_limit"), decoder: &decoder)
        }
        guard decoder.problems.isEmpty else { throw ConfigurationError(problems: decoder.problems) }
    }

    private mutating func readServer(_ value: ConfigurationValue?, decoder: inout ConfigurationDecoder) {
        guard let mapping = decoder.mapping(value, keys: ["http2", "headers"]) else { return }
        http2 = decoder.flag(mapping.present("http2"))
        guard let fields = decoder.mapping(mapping.present("headers"), keys: ExtraHeader.allCases.map(\.rawValue))
        else { return }
        for header in ExtraHeader.allCases {
            guard let value = fields.present(header.rawValue), let text = decoder.text(value, of: header) else {
                continue
            }
            headers.append((header.rawValue, text))
        }
    }

    private mutating func readUsers(_ value: ConfigurationValue?, decoder: inout ConfigurationDecoder) {
        guard let value else { return }
        guard case .mapping(let pairs) = value.node else {
            let got = value.description(secret: true)
            decoder.report(value, expected: "a mapping of user names to bcrypt hashes", got: got)
            return
        }
        for (key, node) in pairs {
            guard let name = key.scalar?.string else {
                let place = ConfigurationValue(node: key, path: value.path)
                decoder.report(place, expected: "a user name", got: place.description())
                continue
            }
            // The name too may be a password in the wrong place.
            let user = ConfigurationValue(node: node, path: value.path)
            users[name] = decoder.text(user, .bcryptHash)
        }
    }
}

extension WebConfiguration.RateLimit {
    /// nil without a limit: an interval of 0 is none.
    fileprivate static func read(_ value: ConfigurationValue?, decoder: inout ConfigurationDecoder) -> Self? {
        guard let mapping = decoder.mapping(value, keys: ["interval", "burst"]) else { return nil }
        let interval = decoder.duration(mapping.present("interval"), .goDuration) ?? .zero
        let burst = decoder.integer(mapping.present("burst"), in: 0...1_000_000_000) ?? 0
        return interval > .zero ? Self(interval: interval, burst: burst) : nil
    }
}

extension TextRule<BcryptHash> {
    /// A text that is none may be the password itself.
    static let bcryptHash = TextRule(
        expected: "a bcrypt hash such as htpasswd -B makes", hides: { _ in true }, read: { BcryptHash($0) })
}

extension TextRule<Duration> {
    /// As Go writes durations; a plain number counts nanoseconds.
    static let goDuration = TextRule(expected: "a duration such as 100ms, 1s or 1m30s") { Duration(go: $0) }
}
