extension Exemplar {
    /// What forbids to write this exemplar, its labels arranged, in a bucket of these bounds, or nothing.
    func fault(above lower: Double, upTo upper: Double) -> String? {
        guard value.isFinite, value > lower, value <= upper else {
            return "the value \(value) is not in the bucket above \(lower) up to \(upper)"
        }
        if let timestamp, !MetricCheck.isTime(timestamp) { return "\(timestamp) is no Unix time in seconds" }
        if let label = labels.first(where: { !NameGrammar.isLabelName($0.name) }) {
            return "\(label.name.debugDescription) is no label name, or a reserved one"
        }
        if let (label, _) = zip(labels, labels.dropFirst()).first(where: { $0.name == $1.name }) {
            return "it has the label \(label.name.debugDescription) twice"
        }
        // Prometheus' lexer of OpenMetrics reads it in label values, and refuses the whole scrape in an exemplar's.
        if let label = labels.first(where: { $0.value.utf8.contains(0) }) {
            return "the value of \(label.name.debugDescription) has a zero byte"
        }
        let length = labels.reduce(0) { $0 + $1.name.unicodeScalars.count + $1.value.unicodeScalars.count }
        guard length <= Self.maximumLabelLength else {
            return "its labels have \(length) code points, more than \(Self.maximumLabelLength)"
        }
        return nil
    }
}
