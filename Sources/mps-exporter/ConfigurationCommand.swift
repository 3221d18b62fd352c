import ArgumentParser
import MPSExporter

/// The configuration reference.
struct ConfigurationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "configuration", abstract: "Print the configuration reference: keys, flags and variables.")

    func run() async throws {
        let flags = try FlagReference(dump: ExporterCommand._dumpHelp())
        StandardStream.output.write(ConfigurationReference.page(flags: flags.text))
    }
}
