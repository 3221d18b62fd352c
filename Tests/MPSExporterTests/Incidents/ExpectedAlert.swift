/// One line of what an incident has to lead to.
struct ExpectedAlert: Sendable {
    let name: String
    let severity: String
    /// Further labels, those that tell alerts of one name and severity apart.
    let labels: [String: String]
    /// It begins to fire at most so many minutes after the incident begins.
    let within: Int
    /// It has stopped firing at most so many minutes after the incident is over.
    let resolvedWithin: Int

    /// The labels by which an alert is known here.
    static let identity = ["alertname", "severity", "task_type", "basis", "long"]

    /// As a PromQL selector without name.
    var selector: String {
        let all = labels.merging(["alertname": name, "severity": severity]) { _, own in own }
        return "{" + all.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",") + "}"
    }
}
