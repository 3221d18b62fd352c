import Logging
import MPSExporter
import MicroHTTP
import Synchronization
import TencentCloud

/// What a publisher renders from, in the hands of a test: one account, whose polls are counted as the test says.
final class ScrapeWorld: Sendable {
    private struct Hook {
        let body: @Sendable () -> Void
        let always: Bool
    }

    static let start = UnixTime(seconds: 1_767_225_600)

    let clock = ManualClock(at: start)
    /// What the exporter's server has answered.
    let http = HTTPActivity()
    /// What a publisher that runs renders for.
    let changes = ChangeSignal()

    private let source = ScrapeSource(changes: ChangeSignal())
    private let hook = Mutex<Hook?>(nil)

    init() {
        source.add(AccountSnapshot(account: "one"), activity: APIActivity(actions: [], since: 7000))
    }

    /// A publisher of what there is now, by the world's clock or another.
    func publisher(clock: (any WallClock)? = nil) -> ScrapePublisher {
        let clock = clock ?? self.clock
        let configuration = ExporterConfiguration(
            accounts: [AccountConfiguration(name: "one", endpoint: ExporterConfiguration.defaultEndpoint)])
        let logger = Logger(label: "publisher") { _ in SwiftLogNoOpLogHandler() }
        var renderer = ScrapeRenderer(
            inForce: ConfigurationInForce(configuration, loadedAt: 0), showsExporter: true,
            build: BuildInfo(version: "1", revision: "2", swiftVersion: "3"), http: http, clock: clock,
            logger: logger)
        renderer.certificateExpirySeconds = { [self] in
            liveRenderingBegun()
            return nil
        }
        return ScrapePublisher(
            source: source, renderer: renderer, changes: changes, clock: clock, logger: logger)
    }

    /// What answers `/-/ready`.
    func readiness(of publisher: ScrapePublisher) -> Readiness {
        Readiness(source: source, publisher: publisher)
    }

    /// Makes another account known.
    func add(_ account: String) {
        source.add(AccountSnapshot(account: account), activity: APIActivity(actions: [], since: 7000))
    }

    /// Shows that so many polls were made.
    func poll(_ account: String = "one", times: Int64) {
        var snapshot = AccountSnapshot(account: account)
        snapshot.polls = times
        source.show(snapshot)
    }

    /// Runs `body` within the next rendering of live values, or within each of them.
    func onLiveRendering(always: Bool = false, _ body: @escaping @Sendable () -> Void) {
        hook.withLock { $0 = Hook(body: body, always: always) }
    }

    /// Counts the renderings of live values from now on.
    func countingRenderings() -> CallCount {
        let count = CallCount()
        onLiveRendering(always: true) { count.add() }
        return count
    }

    /// The body of a response as text.
    func text(_ response: PreparedResponse?) -> String {
        String(decoding: response?.bodyCopy ?? [], as: UTF8.self)
    }

    private func liveRenderingBegun() {
        let due = hook.withLock { hook in
            defer { hook = hook?.always == true ? hook : nil }
            return hook
        }
        due?.body()
    }
}
