import Foundation
import MicroHTTP
import Testing

/// Whatever clients send: well-formed answers or a closed connection, no crash, no hang, no descriptor left behind, and
/// whoever asks properly is answered.
///
/// Each connection follows from its number. A failure names it and how to see it again; after a crash the number stands
/// in `request-fuzz.seed` in the folder for temporary files.
@Suite struct RequestFuzzTests {
    @Test func `spoiled requests get well-formed answers or none, and harm nobody else`() async throws {
        let replayed = ProcessInfo.processInfo.environment["MPS_FUZZ_SEED"].flatMap { UInt64($0) }
        let goal = Effort.of(debug: 3_000, release: 20_000, torture: 1_000_000)
        try await withServer(FuzzHandler().handler, configure: { $0.gate = FuzzHandler.Gate() }) { server in
            let run = try FuzzRun(server)
            if let replayed {
                return try run.connect(seed: replayed)
            }
            var seed: UInt64 = 0
            while run.judged < goal {
                try run.connect(seed: seed)
                seed += 1
            }
            try run.finish()
            // Mutations that all end the connection, or that nobody minds, would find little.
            let (good, bad) = (run.statuses[200, default: 0], run.statuses[400, default: 0])
            #expect(good > goal / 10 && bad > goal / 50 && run.statuses.count > 4, "\(run.statuses)")
            #expect(Set(run.statuses.keys).isSubset(of: FuzzRun.usual), "\(run.statuses)")
        }
    }
}
