internal import Exposition

/// Whether the counters can be trusted.
enum LedgerMetrics {
    static let epoch = MetricDefinition(
        name: "mps_ledger_epoch_timestamp_seconds", type: .gauge, labels: ["account"],
        help: "The moment from which the task counters are exact; it never moves while the state file is kept.")
    static let tasks = MetricDefinition(
        name: "mps_ledger_tasks", type: .gauge, labels: ["account"],
        help: "Tasks that the state file remembers, so that none is counted twice.")
    static let gap = MetricDefinition(
        name: "mps_ledger_gap_seconds", type: .gauge, labels: ["account"],
        help:
            "History that the API had dropped before the exporter could read it; 0 if FINISH was read within 7 days.")
    static let unaccounted = MetricDefinition(
        name: "mps_ledger_unaccounted_tasks", type: .gauge, labels: ["account"],
        help: "Polled TotalCount of FINISH less what the ledger holds of it; 0 when the sum adds up.")
    static let writable = MetricDefinition(
        name: "mps_state_writable", type: .gauge, labels: ["account"],
        help: "Whether the state file could be written when last tried; nothing is counted while it cannot.")
    static let sweeps = MetricDefinition(
        name: "mps_sweeps_total", type: .counter, labels: ["account"],
        help: "Readings of finished tasks begun in the background: of all, or of what polls did not reach.")

    static let definitions = [epoch, tasks, gap, unaccounted, writable, sweeps]

    static func collect(
        _ snapshot: AccountSnapshot, created: Double, into families: inout FamilyCollection
    ) {
        let account = [snapshot.account]
        families.gauge(writable, account, snapshot.isStateWritable)
        families.counter(sweeps, account, snapshot.sweeps, created: created)
        guard let ledger = snapshot.ledger else { return }
        families.gauge(epoch, account, Double(ledger.epoch) / 1000)
        families.gauge(tasks, account, Double(ledger.tasks))
        families.gauge(gap, account, Double(ledger.gap) / 1000)
        families.gauge(unaccounted, account, ledger.unaccounted.map(Double.init))
    }
}
