import Foundation

/// The flags of every command, from what the parser itself knows of them.
struct FlagReference {
    private let commands: [Command]

    /// - Parameter dump: JSON, as the parser describes its commands.
    init(dump: String) throws {
        commands = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command.subcommands ?? []
    }

    /// A table for each command.
    var text: String {
        commands.filter { $0.commandName != "help" }.map(\.text).joined(separator: "\n")
    }

    private struct Dump: Decodable {
        let command: Command
    }

    private struct Command: Decodable {
        let commandName: String
        let abstract: String
        let arguments: [Flag]
        let subcommands: [Command]?

        var text: String {
            let rows = arguments.compactMap(\.row)
            let table = rows.isEmpty ? "" : "\n| flag | default | meaning |\n|---|---|---|\n"
            return "## Flags of `\(commandName)`\n\n\(abstract)\n" + table + rows.joined()
        }
    }

    private struct Flag: Decodable {
        let preferredName: Name?
        let abstract: String?
        let defaultValue: String?

        /// nil for what every command has. A default that the parser does not know, as it stands for no value at all, is
        /// told in the text.
        var row: String? {
            guard let name = preferredName?.name, name != "help", name != "version" else { return nil }
            var meaning = abstract ?? ""
            var standard = defaultValue.map { "`\($0)`" } ?? ""
            if let told = meaning.firstMatch(of: /\ ?\(default: (.+)\)/) {
                standard = told.1.contains(",") ? String(told.1) : "`\(told.1)`"
                meaning.removeSubrange(told.range)
            }
            return "| `--\(name)` | \(standard) | \(meaning) |\n"
        }
    }

    private struct Name: Decodable {
        let name: String
    }
}
