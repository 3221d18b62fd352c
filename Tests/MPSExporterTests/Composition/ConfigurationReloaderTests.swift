import Logging
import MPSExporter
import Synchronization
import TencentCloud
import Testing

@Suite struct `Reloading the configuration` {
    /// An exporter's side of a reload: what is applied, and how the attempts went.
    private final class Side: Sendable {
        struct Refusal: Error {}

        let applied = Mutex<[ExporterConfiguration]>([])
        let phases = Mutex<[ReloadPhase]>([])
        let refuses = Mutex(false)

        func apply(_ configuration: ExporterConfiguration) throws -> AccountChanges {
            if refuses.withLock({ $0 }) { throw Refusal() }
            applied.withLock { $0.append(configuration) }
            return AccountChanges(from: [:], to: configuration.accounts, changesAll: false)
        }
    }

    private let clock = ManualClock(at: UnixTime(seconds: 1000))
    private let side = Side()
    private let inForce: ConfigurationInForce

    init() throws {
        inForce = ConfigurationInForce(try ConfigurationFixture.load("accounts: [{name: zero}]"), loadedAt: 5)
    }

    private func reload(_ text: String) async -> String? {
        await reloader(text).reload()
    }

    private func reloader(
        _ text: String, whileApplying: @escaping @Sendable () async -> Void = {}
    ) -> ConfigurationReloader {
        ConfigurationReloader(
            inForce: inForce, environment: [:], load: { try ConfigurationFixture.load(text) },
            apply: { [side] configuration in
                await whileApplying()
                return try side.apply(configuration)
            },
            follow: { [side] phase in side.phases.withLock { $0.append(phase) } },
            clock: clock, logger: Logger(label: "reload") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func account(_ name: String) -> String {
        "{name: \(name), credentials: {secret_id: AKIDone, secret_key: hidden}}"
    }

    @Test func `a good file comes into force`() async {
        #expect(await reload("accounts: [\(Self.account("one"))]") == nil)
        #expect(inForce.configuration.accounts.map(\.name) == ["one"])
        #expect(inForce.reload == ReloadState(isSuccessful: true, lastSuccess: 1_000_000))
        #expect(side.applied.withLock { $0.map { $0.accounts.map(\.name) } } == [["one"]])
        #expect(side.phases.withLock { $0 } == [.begun, .succeeded])
    }

    @Test func `a bad file changes nothing`() async {
        let reason = await reload("accounts: [\(Self.account("one"))]\npoll_interval: soon")
        #expect(reason?.hasPrefix("mps.yml:2:16: poll_interval: expected a duration") == true)
        #expect(inForce.configuration.accounts.map(\.name) == ["zero"])
        #expect(inForce.reload == ReloadState(isSuccessful: false, lastSuccess: 5))
        #expect(side.applied.withLock { $0.isEmpty })
        #expect(side.phases.withLock { $0 } == [.begun, .failed])
    }

    @Test func `an account without credentials changes nothing`() async {
        let reason = await reload("accounts: [\(Self.account("one")), {name: two}]")
        #expect(reason?.hasPrefix("account two: ") == true)
        #expect(inForce.configuration.accounts.map(\.name) == ["zero"])
    }

    @Test func `every reason is told, a line for each`() async throws {
        let accounts = "[{name: one}, \(Self.account("two")), {name: three}]"
        let reason = await reload("state_path: other.sqlite\naccounts: \(accounts)")
        let lines = try #require(reason).split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != ":" } } == ["state_path", "account one", "account three"])
    }

    @Test func `another state file needs a restart`() async {
        let reason = await reload("state_path: other.sqlite\naccounts: [\(Self.account("one"))]")
        #expect(
            reason == """
                state_path: expected "state.sqlite", which is in use until a restart, got "other.sqlite"
                """)
        #expect(side.applied.withLock { $0.isEmpty })
    }

    @Test func `what cannot be applied does not come into force`() async {
        side.refuses.withLock { $0 = true }
        #expect(await reload("accounts: [\(Self.account("one"))]") != nil)
        #expect(inForce.configuration.accounts.map(\.name) == ["zero"])
        #expect(!inForce.reload.isSuccessful)
    }

    @Test func `a good file mends what a bad one broke`() async {
        #expect(await reload("nonsense") != nil)
        #expect(await reload("accounts: [\(Self.account("one"))]") == nil)
        #expect(inForce.reload.isSuccessful)
    }

    @Test func `all who ask while an attempt goes on share the one that follows it`() async {
        let (asked, begin) = AsyncStream.makeStream(of: Void.self)
        let askers = 1_000
        let reloader = reloader("accounts: [\(Self.account("one"))]") {
            // The first goes on until all have asked; for the others the stream has ended.
            for await _ in asked.prefix(askers) {}
            begin.finish()
        }
        let answers = await withTaskGroup(of: String?.self) { group in
            group.addTask { await reloader.reload() }
            for _ in 1...askers {
                group.addTask {
                    begin.yield()
                    return await reloader.reload()
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == askers + 1 && answers.allSatisfy { $0 == nil })
        // Some have said that they ask, and come to it only when the second attempt has begun.
        #expect(2...20 ~= side.applied.withLock { $0.count })
    }
}
