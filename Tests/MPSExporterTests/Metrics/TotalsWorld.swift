import Exposition
import Logging
import MPSExporter
import TaskLedger
import TencentCloud

/// A ledger whose tasks finish as a test says, and its metrics by one configuration or another.
final class TotalsWorld {
    private static let account = "one"
    private static let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))

    private let store: LedgerStore
    private var ledger: AccountLedger

    init(layout: HistogramLayout = .usual) throws {
        store = try LedgerStore(path: ":memory:")
        ledger = try AccountLedger(name: Self.account, beginningAt: 0, layout: layout, in: store)
        know(["a"])
    }

    /// Opens the state file anew, as at a restart or for other bounds.
    func reopen(layout: HistogramLayout) throws {
        ledger = try AccountLedger(name: Self.account, beginningAt: 0, layout: layout, in: store)
    }

    /// Makes types known of which nothing is counted yet.
    func know(_ types: [String]) {
        ledger.know(types: types)
    }

    /// Counts a task that finished at a second and took so many.
    func finish(_ id: String, type: String, at second: Int64, after seconds: Int64) throws {
        let end = second * 1000
        let sighting = TaskSighting(
            id: id, type: type, subTaskTypes: [type], created: .at(end - seconds * 1000),
            begun: .at(end - seconds * 1000), finished: .at(end))
        _ = try ledger.record([sighting], in: .finish, at: end, pass: 1, bookmark: nil)
    }

    /// What a scrape holds, and what had to be left out of it.
    func scrape(limit: Int = LabelLimits.standardTaskTypes, nativeSchema: Int = 3) -> MetricSet {
        scrape(of: snapshot, limit: limit, nativeSchema: nativeSchema)
    }

    /// The account as it stands.
    var snapshot: AccountSnapshot {
        var snapshot = AccountSnapshot(account: Self.account)
        snapshot.ledger = LedgerSnapshot(
            epoch: ledger.epoch, totals: ledger.totals, tasks: ledger.taskCount, gap: 0, unaccounted: nil,
            countsFailed: true)
        return snapshot
    }

    /// What a scrape of an account that stands so holds.
    func scrape(
        of snapshot: AccountSnapshot, limit: Int = LabelLimits.standardTaskTypes, nativeSchema: Int = 3
    ) -> MetricSet {
        let source = ScrapeSource(changes: ChangeSignal())
        source.add(snapshot, activity: APIActivity(actions: [], since: 0))
        let configuration = ExporterConfiguration(
            accounts: [
                AccountConfiguration(name: Self.account, endpoint: ExporterConfiguration.defaultEndpoint)
            ],
            histograms: HistogramConfiguration(nativeSchema: nativeSchema),
            labels: LabelLimits(taskTypes: limit, subTaskTypes: limit))
        return ScrapeRenderer(
            inForce: ConfigurationInForce(configuration, loadedAt: 0), showsExporter: false,
            build: BuildInfo(version: "1", revision: "2", swiftVersion: "3"), http: HTTPActivity(),
            clock: Self.clock, logger: Logger(label: "totals") { _ in SwiftLogNoOpLogHandler() }
        ).polledFamilies(of: source)
    }
}

extension MetricSet {
    /// The metrics of a family, by the last of their labels.
    func metrics(_ name: String) -> [String: MetricValue] {
        let metrics = families.first { $0.name == name }?.metrics ?? []
        return Dictionary(uniqueKeysWithValues: metrics.map { ($0.labels.last?.value ?? "", $0.value) })
    }

    /// The counters of a family, by the last of their labels.
    func counters(_ name: String) -> [String: Double] {
        metrics(name).compactMapValues { if case .counter(let total, _) = $0 { total } else { nil } }
    }

    /// The histograms of a family, by the last of their labels.
    func histograms(_ name: String) -> [String: HistogramValue] {
        metrics(name).compactMapValues { if case .histogram(let histogram) = $0 { histogram } else { nil } }
    }
}
