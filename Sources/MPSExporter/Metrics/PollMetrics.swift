internal import Exposition

/// How polling goes.
enum PollMetrics {
    static let up = MetricDefinition(
        name: "mps_up", type: .gauge, labels: ["account"],
        help: "Whether the last poll succeeded for all statuses: 1 if so, else 0.")
    static let success = MetricDefinition(
        name: "mps_poll_success", type: .gauge, labels: ["account", "status"],
        help: "Whether the last polled listing of the status succeeded: 1 if so, else 0.")
    static let lastSuccess = MetricDefinition(
        name: "mps_last_successful_poll_timestamp_seconds", type: .gauge, labels: ["account", "status"],
        help: "When a listing of the status last succeeded.")
    static let lastDuration = MetricDefinition(
        name: "mps_last_poll_duration_seconds", type: .gauge, labels: ["account"],
        help: "How long the last poll took.")
    static let polls = MetricDefinition(
        name: "mps_polls_total", type: .counter, labels: ["account"], help: "Polls made, failed ones included.")
    static let failedPolls = MetricDefinition(
        name: "mps_polls_failed_total", type: .counter, labels: ["account"],
        help: "Polls in which the listing of at least one status failed.")

    static let definitions = [up, success, lastSuccess, lastDuration, polls, failedPolls]

    static func collect(
        _ snapshot: AccountSnapshot, created: Double, into families: inout FamilyCollection
    ) {
        let account = [snapshot.account]
        families.gauge(up, account, snapshot.isUp)
        families.gauge(lastDuration, account, snapshot.lastPollDuration.map { Double($0) / 1000 })
        families.counter(polls, account, snapshot.polls, created: created)
        families.counter(failedPolls, account, snapshot.failedPolls, created: created)
        for (status, values) in snapshot.statuses {
            families.gauge(success, account + [status], values.succeeded)
            families.gauge(lastSuccess, account + [status], values.lastSuccess.map { Double($0) / 1000 })
        }
    }
}
