package import MediaProcessing
package import TaskLedger
internal import TencentCloud

extension TaskSighting {
    /// A row of a page, as the ledger takes it.
    package init(_ summary: TaskSummary) {
        self.init(
            id: summary.id, type: summary.type.isEmpty ? "unknown" : summary.type,
            subTaskTypes: summary.subTaskTypes.filter { !$0.isEmpty },
            created: SightedTime(summary.createTime), begun: SightedTime(summary.beginProcessTime),
            finished: SightedTime(summary.finishTime))
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
