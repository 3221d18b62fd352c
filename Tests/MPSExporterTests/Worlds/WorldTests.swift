import Foundation
import Logging
import Testing

/// Whatever happens to the exporter, the network or the order of the listing, the counters are what the API's own
/// timestamps say. `MPS_WORLD=seed` replays one world; `MPS_WORLDS=count` lives through more.
@Suite struct WorldTests {
    /// Seeds whose worlds failed once.
    private static let once: [UInt64] = [41, 323, 846, 1_035, 1_211, 1_235, 38_257]

    /// 2,000 where the optimizer has been at work; the debug build is some ten times slower.
    private static var usual: UInt64 {
        #if DEBUG
        100
        #else
        2_000
        #endif
    }

    private static var seeds: [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["MPS_WORLD"].flatMap(UInt64.init) { return [seed] }
        let usual = environment["MPS_TORTURE"] == nil ? usual : 100_000
        return once + (1...max(1, environment["MPS_WORLDS"].flatMap(UInt64.init) ?? usual))
    }

    private static var log: Logger {
        let isReplay = ProcessInfo.processInfo.environment["MPS_WORLD"] != nil
        var log = Logger(label: "world") { label -> any LogHandler in
            isReplay ? StreamLogHandler.standardError(label: label) : SwiftLogNoOpLogHandler()
        }
        log.logLevel = .trace
        return log
    }

    @Test(.timeLimit(.minutes(180))) func `every world is counted exactly`() async throws {
        let seeds = Self.seeds
        await withTaskGroup { group in
            for worker in 0..<2 {
                group.addTask {
                    for index in stride(from: worker, to: seeds.count, by: 2) {
                        await Self.live(seeds[index])
                    }
                }
            }
        }
    }

    private static func live(_ seed: UInt64) async {
        do {
            let differences = try await World(seed: seed, log: log).differences()
            if !differences.isEmpty {
                Issue.record("world \(seed), replay with MPS_WORLD=\(seed): \(differences.joined(separator: "; "))")
            }
        } catch {
            Issue.record("world \(seed): \(error)")
        }
    }
}
