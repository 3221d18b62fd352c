package import MediaProcessing
package import TaskLedger
internal import TencentCloud

extension TaskSighting {
    /// A row of a page, as the ledger takes it.
    package init(_ summary: TaskSummary) {
        self.init(
            id: Self.storable(summary.id), type: summary.type.isEmpty ? "unknown" : Self.storable(summary.type),
            subTaskTypes: summary.subTaskTypes.filter { !$0.isEmpty }.map(Self.storable),
            created: SightedTime(summary.createTime), begun: SightedTime(summary.beginProcessTime),
            finished: SightedTime(summary.finishTime))
    }

    /// SQLite hands a text back up to its first zero byte, which would make one type of two.
    private static func storable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        var replaced = ""
        replaced.unicodeScalars.append(contentsOf: text.unicodeScalars.lazy.map { $0 == "\0" ? "\u{fffd}" : $0 })
        return replaced
    }
}

extension SightedTime {
    fileprivate init(_ time: TaskTime) {
        switch time {
        case .unset: self = .unset
        case .unparsable: self = .unparsable
        case .at(let instant): self = .at(instant.milliseconds)
        }
    }
}
