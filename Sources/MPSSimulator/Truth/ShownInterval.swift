/// The time between two shown times, or why nobody can tell it.
enum ShownInterval: Sendable, Hashable {
    case milliseconds(Int64)
    case skipped(reason: String)

    /// What is wrong with the end goes before what is wrong with the start.
    init(from start: ShownTime, unset startReason: String, to end: ShownTime, unset endReason: String) {
        if let end = end.milliseconds, let start = start.milliseconds {
            self = end < start ? .skipped(reason: "negative") : .milliseconds(end - start)
        } else if end.milliseconds == nil {
            self = .skipped(reason: end.isUnset ? endReason : "unparsable")
        } else {
            self = .skipped(reason: start.isUnset ? startReason : "unparsable")
        }
    }
}
