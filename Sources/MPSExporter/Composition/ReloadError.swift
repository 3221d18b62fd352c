/// Why a configuration that is good in itself cannot come into force.
struct ReloadError: Error, CustomStringConvertible {
    /// A line for each reason.
    let problems: [String]

    var description: String { problems.joined(separator: "\n") }

    /// The state file is opened once, at start.
    static func statePathChange(from old: String, to new: String) -> String {
        "state_path: expected \(QuotedText(old)), which is in use until a restart, got \(QuotedText(new))"
    }
}
