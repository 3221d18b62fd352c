internal import CurlHTTP
internal import TencentCloud

/// The reference that `mps-exporter configuration` prints: keys, flags and variables, from where they are read by.
package enum ConfigurationReference {
    /// The keys of the configuration file.
    package static let file = MainKeys.section
    /// The keys of the web configuration file.
    package static let webFile = WebKeys.section

    /// The whole page in Markdown.
    /// - Parameter flags: the sections on flags, which whoever parses them knows.
    package static func page(flags: String) -> String {
        """
        # Configuration reference

        What `mps-exporter configuration` prints: every key, flag and variable that the program reads. How they go
        together stands in [configuration](configuration.md).

        ## Configuration file

        \(tables(of: file, path: "", level: 3))
        ## Web configuration file

        \(tables(of: webFile, path: "", level: 3))
        \(flags)
        ## Environment

        \(environment)
        """
    }

    private static func tables(of section: KeySection, path: String, level: Int) -> String {
        var text = path.isEmpty ? "" : "\(String(repeating: "#", count: level)) \(path)\n\n"
        text += "| key | type | default | allowed | example | meaning |\n|---|---|---|---|---|---|\n"
        text += section.keys.map(row).joined()
        for key in section.keys {
            guard let below = key.section else { continue }
            let place = (path.isEmpty ? key.name : "\(path).\(key.name)") + (below.isList ? "[]" : "")
            text += "\n" + tables(of: below, path: place, level: level)
        }
        return text
    }

    private static func row(_ key: KeyDefinition) -> String {
        let standard =
            switch key.standard {
            case .value(let text): "`\(text)`"
            case .told(let text): text
            case .needed: "needed"
            }
        let type = key.unit.map { "\(key.type), \($0)" } ?? key.type
        let example = key.example.map { "`\($0)`" } ?? ""
        return "| `\(key.name)` | \(type) | \(standard) | \(key.expected) | \(example) | \(key.meaning) |\n"
    }

    private static var environment: String {
        var text = "| variable | meaning |\n|---|---|\n"
        for variable in CredentialVariable.allCases {
            text += "| `\(variable.rawValue)` | \(variable.meaning) |\n"
            text += "| `\(variable.fileForm)` | The path of a file with it, instead. |\n"
        }
        for variable in EnvironmentVariable.allCases {
            text += "| `\(variable.rawValue)` | \(variable.meaning) |\n"
        }
        for variable in ProxyVariable.allCases {
            text += "| `\(variable.rawValue)` | \(variable.meaning) |\n"
        }
        return text
    }
}
