import ArgumentParser
import MPSExporter

/// The metric reference.
struct MetricsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "Print the metric reference: name, type, labels and meaning.")

    func run() async throws {
        StandardStream.output.write(MetricCatalog.reference)
    }
}
