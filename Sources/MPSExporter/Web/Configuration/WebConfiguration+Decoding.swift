internal import MicroHTTP
internal import Yams

extension WebConfiguration {
    /// Reads the text of a file.
    /// - Throws: every problem that was found.
    package init(_ bytes: [UInt8], file: String) throws(ConfigurationError) {
        self.init()
        guard let root = try YAMLDocument.root(of: bytes, file: file) else { return }
        var decoder = ConfigurationDecoder(file: file)
        let document = ConfigurationValue(node: root, path: "")
        if let mapping = decoder.mapping(document, keys: WebKeys.section.names) {
            tls = decoder.value(WebKeys.tls, of: mapping)
            if let server = decoder.value(WebKeys.server, of: mapping) {
                http2 = server.http2
                headers = server.headers
            }
            users = decoder.value(WebKeys.users, of: mapping) ?? users
            rateLimit = decoder.value(WebKeys.rateLimit, of: mapping)
        }
        guard decoder.problems.isEmpty else { throw ConfigurationError(problems: decoder.problems) }
    }
}

extension WebConfiguration.RateLimit {
    /// nil without a limit: an interval of 0 is none.
    init?(_ mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
        let interval = decoder.value(RateLimitKeys.interval, of: mapping) ?? .zero
        let burst = decoder.value(RateLimitKeys.burst, of: mapping) ?? 0
        guard interval > .zero else { return nil }
        self.init(interval: interval, burst: burst)
    }
}
