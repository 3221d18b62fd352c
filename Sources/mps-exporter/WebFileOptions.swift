import ArgumentParser
import Logging
import MPSExporter

/// Where the web configuration is.
struct WebFileOptions: ParsableArguments {
    @Option(
        name: .customLong("web.config.file"),
        help: "Web configuration file of the exporter-toolkit: TLS, users, header fields, rate limit.")
    var path: String?

    /// Reads the file, if there is one, with the certificates that it names.
    /// - Throws: `CommandFailure` with every problem found.
    func check() throws {
        guard let path else { return }
        do {
            _ = try WebAccess(
                path: path, readFile: ConfigurationLoader.readSystemFile,
                logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() })
        } catch {
            throw CommandFailure.asConfigured(error)
        }
    }
}
