/// Why scrapes cannot be served under a path.
package enum TelemetryPathError: Error, Equatable, CustomStringConvertible {
    /// It does not begin with a slash.
    case relative(String)
    /// It has what a request's path cannot have.
    case notOnlyPath(String)
    /// Something else is there.
    case taken(String)

    /// The end of a line to act on, behind what names the path's origin.
    package var description: String {
        switch self {
        case .relative(let path):
            "expected a path such as /metrics, got \(QuotedText(path))"
        case .notOnlyPath(let path):
            "expected a path without ?, #, %, white space and control characters, got \(QuotedText(path))"
        case .taken(let path):
            "expected a path that is neither \(Self.others) nor under \(TelemetryPath.reserved), got \(QuotedText(path))"
        }
    }

    private static var others: String {
        FixedPath.allCases.map(\.rawValue).filter { !$0.hasPrefix(TelemetryPath.reserved) }.joined(separator: ", ")
    }
}
