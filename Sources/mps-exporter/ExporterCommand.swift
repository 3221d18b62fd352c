import ArgumentParser

/// The one binary.
struct ExporterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mps-exporter",
        abstract: "Prometheus exporter for the task queues of Tencent Cloud Media Processing Service.",
        version: Build.info.line,
        subcommands: [
            RunCommand.self, DemoCommand.self, SimulateCommand.self, CheckCommand.self, MetricsCommand.self,
            ConfigurationCommand.self, HealthcheckCommand.self,
        ],
        defaultSubcommand: RunCommand.self)
}
