/// How a log line is written.
package enum LogFormat: String, Sendable, CaseIterable {
    /// `key=value` pairs.
    case logfmt
    /// One JSON object.
    case json
}
