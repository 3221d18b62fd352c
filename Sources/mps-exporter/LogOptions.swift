import ArgumentParser
import Logging
import MPSExporter
import TencentCloud

/// How much is logged, and how.
struct LogOptions: ParsableArguments {
    private static let standardLevel = Logger.Level.info

    @Option(
        name: .customLong("log.level"),
        help: "trace, debug, info, notice, warning, error or critical (default: \(Self.standardLevel)).",
        transform: Self.level)
    var level = Self.standardLevel

    @Option(name: .customLong("log.format"), help: "logfmt or json.")
    var format = LogFormat.logfmt

    private static func level(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("expected one of \(levels), got \(text)")
        }
        return level
    }

    /// A logger that writes to standard error.
    func logger(clock: any WallClock) -> Logger {
        Logger(label: "mps-exporter") { _ in
            LineLogHandler(level: level, format: format, clock: clock) { StandardStream.error.write($0) }
        }
    }
}

extension LogFormat: ExpressibleByArgument {}
