import MPSExporter
import Testing

/// A key of the catalogue and the smallest document that has it.
struct KeyPlace: Sendable, CustomTestStringConvertible {
    let definition: KeyDefinition
    let isWeb: Bool
    /// The sections above it, outermost first.
    let above: [KeyDefinition]

    var testDescription: String { (isWeb ? "web " : "") + path }

    /// As problems name it: of a list, its first item.
    var path: String {
        (above + [definition]).map { key in
            key.name + (key.section?.isList == true && key.name != definition.name ? "[0]" : "")
        }.joined(separator: ".")
    }

    /// Every key of both files.
    static var all: [KeyPlace] {
        places(in: ConfigurationReference.file, isWeb: false, above: [])
            + places(in: ConfigurationReference.webFile, isWeb: true, above: [])
    }

    private static func places(in section: KeySection, isWeb: Bool, above: [KeyDefinition]) -> [KeyPlace] {
        section.keys.flatMap { key in
            [KeyPlace(definition: key, isWeb: isWeb, above: above)]
                + (key.section.map { places(in: $0, isWeb: isWeb, above: above + [key]) } ?? [])
        }
    }

    /// A document with this value under the key, or without the key, and with what the key needs beside it.
    func document(with value: String?) -> String {
        var pairs = companions
        if let value { pairs.append("\(definition.name): \(value)") }
        return above.reversed().reduce("{\(pairs.joined(separator: ", "))}") { inner, key in
            "{\(key.name): \(key.section?.isList == true ? "[\(inner)]" : inner)}"
        }
        .replacing("[{credentials:", with: "[{name: a, credentials:")
    }

    private var companions: [String] {
        let needed: [String]
        switch (above.last?.name, definition.name) {
        case ("accounts", _): needed = ["name"]
        case ("credentials", "secret_id_file"), ("credentials", "secret_key_file"), ("credentials", "token_file"):
            needed = ["secret_id_file", "secret_key_file"]
        case ("credentials", _): needed = ["secret_id", "secret_key"]
        case ("tls_server_config", "cert"): needed = ["key_file"]
        case ("tls_server_config", "key"): needed = ["cert_file"]
        case ("tls_server_config", _): needed = ["cert_file", "key_file"]
        default: needed = []
        }
        let own = [
            "client_ca": "client_auth_type: RequestClientCert", "client_ca_file": "client_auth_type: RequestClientCert",
            "client_allowed_sans": "client_auth_type: RequireAnyClientCert", "burst": "interval: 1s",
        ]
        return needed.filter { $0 != definition.name }.map { "\($0): a" } + [own[definition.name]].compactMap { $0 }
    }

    /// What the file's own reader makes of a document, in words.
    func configuration(of text: String) throws(ConfigurationError) -> String {
        if isWeb { return "\(try WebConfiguration(Array(text.utf8), file: "web.yml"))" }
        return "\(try ConfigurationFixture.load(text))"
    }
}
