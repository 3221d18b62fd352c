import Synchronization
import TencentCloud
import Testing

struct RateLimiterTests {
    /// The calls that had their turn, in order.
    private final class Served: Sendable {
        private let state = Mutex<[Int]>([])

        var numbers: [Int] {
            state.withLock { $0 }
        }

        func append(_ number: Int) {
            state.withLock { $0.append(number) }
        }
    }

    private let clock = ManualClock()

    private func limiter(rate: Double = 4, share: Double = 0.5) -> RateLimiter {
        RateLimiter(schedule: RateSchedule(rate: rate, backgroundShare: share), clock: clock)
    }

    @Test(.timeLimit(.minutes(1)))
    func `serves polls in the order of asking and tells how long each was held back`() async throws {
        let limiter = limiter()
        #expect(try await limiter.waitForTurn(priority: .poll, deadline: nil) == .zero)
        let held = try await withThrowingTaskGroup(of: (Int, Duration).self) { group in
            for number in 1...3 {
                group.addTask { (number, try await limiter.waitForTurn(priority: .poll, deadline: nil)) }
                await clock.waitForSleepers(number)
            }
            var held: [Duration] = []
            for _ in 1...3 {
                clock.advance(by: .milliseconds(250))
                let (number, duration) = try #require(try await group.next())
                #expect(number == held.count + 1)
                held.append(duration)
            }
            return held
        }
        #expect(held == [250, 500, 750].map { .milliseconds($0) })
    }

    @Test(.timeLimit(.minutes(1)))
    func `lets a cancelled call leave its place`() async throws {
        let limiter = limiter()
        _ = try await limiter.waitForTurn(priority: .poll, deadline: nil)
        let impatient = Task { try await limiter.waitForTurn(priority: .poll, deadline: nil) }
        await clock.waitForSleepers(1)
        impatient.cancel()
        await #expect(throws: APIError.cancelled) { try await impatient.value }
        clock.advance(by: .milliseconds(250))
        #expect(try await limiter.waitForTurn(priority: .poll, deadline: nil) == .zero)
    }

    @Test func `tells at once that a deadline comes first`() async throws {
        let limiter = limiter()
        _ = try await limiter.waitForTurn(priority: .poll, deadline: nil)
        let deadline = clock.now() + .milliseconds(250)
        for priority in [CallPriority.poll, .background] {
            await #expect(throws: APIError.deadlineExceeded) {
                try await limiter.waitForTurn(priority: priority, deadline: deadline)
            }
        }
        await #expect(throws: APIError.deadlineExceeded) {
            try await limiter.waitForTurn(priority: .background, deadline: clock.now())
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `serves background calls one by one, polls first`() async throws {
        let limiter = limiter(rate: 10, share: 0.5)
        let served = Served()
        #expect(try await limiter.waitForTurn(priority: .background, deadline: nil) == .zero)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...2 {
                group.addTask {
                    _ = try await limiter.waitForTurn(priority: .background, deadline: nil)
                    served.append(number)
                }
                await clock.waitForSleepers(number)
            }
            #expect(try await limiter.waitForTurn(priority: .poll, deadline: nil) == .zero)
            let start = clock.now()
            while clock.now() < start + .seconds(2) {
                clock.advance(by: .milliseconds(10))
                while clock.sleeperCount + served.numbers.count < 2 { await Task.yield() }
            }
            #expect(served.numbers == [1, 2])
            try await group.waitForAll()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `lets a cancelled background call leave the queue`() async throws {
        let limiter = limiter(rate: 10, share: 0.5)
        _ = try await limiter.waitForTurn(priority: .background, deadline: nil)
        let impatient = Task { try await limiter.waitForTurn(priority: .background, deadline: nil) }
        await clock.waitForSleepers(1)
        impatient.cancel()
        await #expect(throws: APIError.cancelled) { try await impatient.value }
        clock.advance(by: .seconds(1))
        #expect(try await limiter.waitForTurn(priority: .background, deadline: nil) == .zero)
    }
}
