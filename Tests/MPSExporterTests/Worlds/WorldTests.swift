import Foundation
import Logging
import Testing

/// Whatever happens to the exporter, the network or the order of the listing, the counters are what the API's own
/// timestamps say. `MPS_WORLD=seed` replays one world, `MPS_STILL_WORLD=seed` as it was when time stood still in it;
/// `MPS_WORLDS=count` lives through more.
@Suite struct WorldTests {
    /// Seeds whose worlds failed once, when time stood still in all of them; they are lived through as they were, and
    /// with what came since if they are among the usual ones.
    private static let onceStill: [UInt64] = [41, 323, 846, 1_035, 1_211, 1_235, 38_257]
    /// Seeds beyond the usual ones whose worlds failed once since time passes in them.
    private static let once: [UInt64] = [2_492, 2_939, 3_478, 4_089, 4_689, 4_712, 10_565, 13_475, 22_576, 93_720]

    /// 2,000 where the optimizer has been at work; the debug build is some ten times slower.
    private static var usual: UInt64 {
        #if DEBUG
        100
        #else
        2_000
        #endif
    }

    /// The worlds to live through.
    private static var worlds: [(seed: UInt64, isStill: Bool)] {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["MPS_WORLD"].flatMap(UInt64.init) { return [(seed, false)] }
        if let seed = environment["MPS_STILL_WORLD"].flatMap(UInt64.init) { return [(seed, true)] }
        let usual = environment["MPS_TORTURE"] == nil ? usual : 100_000
        let seeds = 1...max(1, environment["MPS_WORLDS"].flatMap(UInt64.init) ?? usual)
        return onceStill.map { ($0, true) } + once.map { ($0, false) } + seeds.map { ($0, false) }
    }

    private static var log: Logger {
        let environment = ProcessInfo.processInfo.environment
        let isReplay = environment["MPS_WORLD"] != nil || environment["MPS_STILL_WORLD"] != nil
        var log = Logger(label: "world") { label -> any LogHandler in
            isReplay ? StreamLogHandler.standardError(label: label) : SwiftLogNoOpLogHandler()
        }
        log.logLevel = .trace
        return log
    }

    @Test(.timeLimit(.minutes(180))) func `every world is counted exactly`() async throws {
        let worlds = Self.worlds
        await withTaskGroup { group in
            for worker in 0..<2 {
                group.addTask {
                    for index in stride(from: worker, to: worlds.count, by: 2) {
                        await Self.live(worlds[index].seed, isStill: worlds[index].isStill)
                        // Whoever breaks a long run off knows how far it came.
                        if index > 0, index.isMultiple(of: 5_000) { print("\(index) of \(worlds.count) worlds") }
                    }
                }
            }
        }
    }

    private static func live(_ seed: UInt64, isStill: Bool) async {
        let name = "world \(seed), replay with \(isStill ? "MPS_STILL_WORLD" : "MPS_WORLD")=\(seed)"
        do {
            let plan = WorldPlan(seed: seed, isStill: isStill)
            let differences = try await World(plan, log: log).differences()
            if !differences.isEmpty { Issue.record("\(name): \(differences.joined(separator: "; "))") }
        } catch {
            Issue.record("\(name): \(error)")
        }
    }
}
