/// The alerts that an incident has to lead to, as a table: `within` counts minutes from its beginning to the first
/// firing, `resolved` from its end to the last.
struct AlertTable: Sendable, ExpressibleByStringLiteral {
    /// The lines.
    let rows: [ExpectedAlert]

    /// Reads lines such as `12 38 MPSQueueStuck critical task_type=EditMediaTask`; the first line is the heading.
    init(stringLiteral text: String) {
        rows = text.split(separator: "\n").dropFirst().map { line in
            let words = line.split(separator: " ")
            guard words.count >= 4, let within = Int(words[0]), let resolved = Int(words[1]) else {
                preconditionFailure("A line has two numbers, a name and a severity, unlike this one: \(line).")
            }
            let labels = words.dropFirst(4).map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
            return ExpectedAlert(
                name: String(words[2]), severity: String(words[3]),
                labels: Dictionary(uniqueKeysWithValues: labels.map { ($0[0], $0[1]) }), within: within,
                resolvedWithin: resolved)
        }
    }
}
