internal import CurlHTTP
internal import Logging
internal import TaskLedger
internal import TencentCloud

/// The accounts that are polled: begins, changes and ends their collectors.
///
/// A collector that ends leaves everything it has counted in the state file, and the one that follows it goes on from
/// there, as after a restart. One that nothing changes for is left alone.
actor PolledAccounts {
    /// What a collector needs besides its own configuration.
    struct Surroundings: Sendable {
        let store: LedgerStore
        let source: ScrapeSource
        let transport: any HTTPTransport
        let environment: [String: String]
        let clock: any WallClock
        let logger: Logger
    }

    private struct Member {
        let configuration: AccountConfiguration
        let collector: AccountCollector
        /// Nil until polling begins.
        var polling: Task<Void, Never>?
    }

    private let around: Surroundings
    private var histograms: HistogramConfiguration
    private var members: [String: Member] = [:]
    private var isPolling = false

    /// Opens the ledgers of all accounts and shows what stands in them; nothing is polled yet.
    /// - Throws: `LedgerError` or `CredentialError`.
    init(_ configuration: ExporterConfiguration, in surroundings: Surroundings) throws {
        around = surroundings
        histograms = configuration.histograms
        for account in configuration.accounts {
            let activity = Self.newActivity(by: surroundings.clock)
            let collector = try AccountCollector(
                account, histograms: configuration.histograms, in: surroundings, activity: activity, continuing: nil)
            members[account.name] = Member(configuration: account, collector: collector)
            surroundings.source.add(collector.initialSnapshot, activity: activity)
        }
        Self.tellOfSharedQueues(configuration, surroundings.logger)
    }

    /// Begins to poll.
    func start() {
        isPolling = true
        for name in members.keys { begin(name) }
    }

    /// Ends all polls; returns when nothing is under way any more.
    func stop() async {
        isPolling = false
        await end(Array(members.keys))
    }

    /// Goes over to another configuration. If a ledger cannot be opened as it asks for, everything stays as it was.
    /// - Throws: `LedgerError` or `CredentialError`.
    func apply(_ configuration: ExporterConfiguration) async throws -> AccountChanges {
        let changes = AccountChanges(
            from: members.mapValues(\.configuration), to: configuration.accounts,
            changesAll: configuration.histograms.hasOtherBounds(than: histograms))
        await end(changes.removed + changes.changed)
        // A ledger that is opened beside its ended predecessor writes nothing yet, so there is a way back.
        var opened: [(member: Member, activity: APIActivity)] = []
        do {
            for account in configuration.accounts where changes.concern(account.name) {
                opened.append(try open(account, configuration.histograms))
            }
        } catch {
            for name in changes.removed + changes.changed { begin(name) }
            throw error
        }
        histograms = configuration.histograms
        for name in changes.removed {
            members[name] = nil
            around.source.remove(name)
        }
        for (member, activity) in opened {
            members[member.configuration.name] = member
            around.source.add(member.collector.initialSnapshot, activity: activity)
            begin(member.configuration.name)
        }
        Self.tellOfSharedQueues(configuration, around.logger)
        return changes
    }

    private static func tellOfSharedQueues(_ configuration: ExporterConfiguration, _ logger: Logger) {
        for (account, earlier) in configuration.sharedQueues {
            logger.warning(
                "two accounts with the same credentials, endpoint and region: each task is counted for both",
                metadata: ["account": "\(account)", "other": "\(earlier)"])
        }
    }

    private func open(
        _ account: AccountConfiguration, _ histograms: HistogramConfiguration
    ) throws -> (member: Member, activity: APIActivity) {
        let known = around.source.account(named: account.name)
        let activity = known?.activity ?? Self.newActivity(by: around.clock)
        let collector = try AccountCollector(
            account, histograms: histograms, in: around, activity: activity, continuing: known?.snapshot)
        return (Member(configuration: account, collector: collector), activity)
    }

    private static func newActivity(by clock: any WallClock) -> APIActivity {
        APIActivity(actions: ["DescribeTasks"], since: clock.now().milliseconds)
    }

    private func begin(_ name: String) {
        guard isPolling, let member = members[name], member.polling == nil else { return }
        let polling = AccountPolling(
            collector: member.collector, interval: member.configuration.pollInterval, clock: around.clock)
        members[name]?.polling = Task { await polling.run() }
    }

    private func end(_ names: [String]) async {
        for name in names { members[name]?.polling?.cancel() }
        for name in names {
            await members[name]?.polling?.value
            members[name]?.polling = nil
        }
    }
}
