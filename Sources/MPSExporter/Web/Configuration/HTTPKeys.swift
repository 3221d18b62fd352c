/// The keys of `http_server_config`.
enum HTTPKeys {
    static let http2 = ConfigurationKey(
        "http2", .flag, standard: .value("true"), example: "false", absence: .withoutValue,
        "Accepted without effect: the server speaks HTTP/1.1.")
    static let headers = ConfigurationKey(
        "headers",
        .section(KeySection(ExtraHeader.allCases.map(\.key.definition))) { fields, decoder in
            ExtraHeader.allCases.compactMap { header in
                decoder.value(header.key, of: fields).map { (header.rawValue, $0) }
            }
        }, standard: .told("none"), absence: .withoutValue,
        "Fields of every response; where a page has the field itself, its own goes.")

    static let section = KeySection([http2.definition, headers.definition])

    /// What the section says.
    struct Values: Sendable {
        let http2: Bool?
        let headers: [(name: String, value: String)]

        init(_ mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
            http2 = decoder.value(HTTPKeys.http2, of: mapping)
            headers = decoder.value(HTTPKeys.headers, of: mapping) ?? []
        }
    }
}
