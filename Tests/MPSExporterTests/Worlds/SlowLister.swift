import MPSSimulator
import MediaProcessing
import Synchronization
import TencentCloud

/// Passes calls on to a simulated account and lets time pass meanwhile, so that the listings move while they are read.
final class SlowLister: TaskLister {
    private let lister: SimulatedTaskLister
    private let clock: ManualClock
    private let latency: CallLatency
    private let random: Mutex<SeededGenerator>

    init(_ lister: SimulatedTaskLister, clock: ManualClock, latency: CallLatency, seed: UInt64) {
        self.lister = lister
        self.clock = clock
        self.latency = latency
        random = Mutex(SeededGenerator(seed: seed))
    }

    func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage {
        guard latency != .none else {
            return try await lister.page(request, deadline: deadline, priority: priority)
        }
        let (there, back) = random.withLock { random in
            (latency.milliseconds(using: &random), latency.milliseconds(using: &random))
        }
        try pass(there, until: deadline)
        do throws(APIError) {
            let page = try await lister.page(request, deadline: deadline, priority: priority)
            try pass(back, until: deadline)
            return page
        } catch .deadlineExceeded {
            // Nothing came back, and the caller has waited for as long as it could.
            if let deadline { clock.advance(by: max(.zero, deadline - clock.now())) }
            throw .deadlineExceeded
        }
    }

    private func pass(_ milliseconds: Int, until deadline: UnixTime?) throws(APIError) {
        let left = deadline.map { $0 - clock.now() } ?? .seconds(3_600)
        clock.advance(by: max(.zero, min(left, .milliseconds(milliseconds))))
        if left <= .milliseconds(milliseconds) { throw .deadlineExceeded }
    }
}
