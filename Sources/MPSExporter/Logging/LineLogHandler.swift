package import Logging
package import TencentCloud

/// Writes each event as one line: time, level and message first, then the metadata by key.
package struct LineLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let format: LogFormat
    private let clock: any WallClock
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes one line, its end included, at a time.
    package init(
        level: Logger.Level, format: LogFormat, clock: any WallClock, write: @escaping @Sendable (String) -> Void
    ) {
        logLevel = level
        self.format = format
        self.clock = clock
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var pairs = [
            ("time", clock.now().rfc3339), ("level", event.level.rawValue), ("msg", event.message.description),
        ]
        let merged = metadata.merging(event.metadata ?? [:]) { _, own in own }
        pairs += merged.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }.filter { !$0.1.isEmpty }
        if let error = event.error { pairs.append(("error", "\(error)")) }
        write(format.line(pairs) + "\n")
    }
}
