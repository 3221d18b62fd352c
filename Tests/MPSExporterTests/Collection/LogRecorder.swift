import Logging
import Synchronization

/// Keeps the lines of a log for a test to read.
final class LogRecorder: Sendable {
    /// A line: its level, its message and the values that go with it.
    struct Line: Sendable, Equatable {
        let level: Logger.Level
        let message: String
        let values: [String: String]
    }

    private let recorded = Mutex<[Line]>([])

    /// The lines so far.
    var lines: [Line] { recorded.withLock { $0 } }

    /// A logger that writes here, from `info` up.
    var logger: Logger {
        Logger(label: "test") { _ in Handler(recorder: self) }
    }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).mapValues { "\($0)" }
            recorder.recorded.withLock {
                $0.append(Line(level: event.level, message: "\(event.message)", values: values))
            }
        }
    }
}
