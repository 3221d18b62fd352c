internal import Synchronization

/// Holds calls back to keep an account below its rate limit.
package final class RateLimiter: Sendable {
    private struct State {
        var schedule: RateSchedule
        /// Background calls that wait, in the order in which they came.
        var queue: [UInt64] = []
        var lastTicket: UInt64 = 0
    }

    private let clock: any WallClock
    private let state: Mutex<State>

    package init(schedule: RateSchedule, clock: any WallClock) {
        self.clock = clock
        state = Mutex(State(schedule: schedule))
    }

    /// Tells that a poll begins: background calls let it pass.
    package func pollBegins() {
        state.withLock { $0.schedule.pollBegins(at: clock.now()) }
    }

    /// Tells that the poll under way has ended, and when the next one begins.
    package func pollEnded(next: UnixTime) {
        state.withLock { $0.schedule.pollEnded(at: clock.now(), next: next) }
    }

    /// Returns when the call may go out, and tells how long it was held back.
    ///
    /// Throws `APIError.deadlineExceeded` as soon as it is clear that the deadline comes first, and `.cancelled`.
    package func waitForTurn(priority: CallPriority, deadline: UnixTime?) async throws(APIError) -> Duration {
        switch priority {
        case .poll: try await waitForSlot(deadline: deadline)
        case .background: try await waitForSpareToken(deadline: deadline)
        }
    }

    private func waitForSlot(deadline: UnixTime?) async throws(APIError) -> Duration {
        let (slot, delay) = try state.withLock { (state) throws(APIError) in
            let now = clock.now()
            guard let slot = state.schedule.reserve(at: now, before: deadline) else { throw .deadlineExceeded }
            return (slot, slot.time - now)
        }
        do {
            try await sleep(for: delay)
        } catch {
            state.withLock { $0.schedule.giveBack(slot) }
            throw error
        }
        return delay
    }

    private func waitForSpareToken(deadline: UnixTime?) async throws(APIError) -> Duration {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            state.queue.append(state.lastTicket)
            return state.lastTicket
        }
        defer { state.withLock { $0.queue.removeAll { $0 == ticket } } }
        var held = Duration.zero
        while true {
            let now = clock.now()
            if let deadline, now >= deadline { throw .deadlineExceeded }
            guard let time = nextQuestion(ticket: ticket) else { return held }
            if let deadline, time >= deadline { throw .deadlineExceeded }
            let delay = max(time - now, .milliseconds(1))
            try await sleep(for: delay)
            held += delay
        }
    }

    /// When this background call should ask again; nil if it may go out. Only the first of the queue is served.
    private func nextQuestion(ticket: UInt64) -> UnixTime? {
        state.withLock { state in
            let now = clock.now()
            guard state.queue.first == ticket else { return now + state.schedule.backgroundSpacing }
            return switch state.schedule.askForBackground(at: now) {
            case .granted: nil
            case .askAgain(let time): time
            }
        }
    }

    private func sleep(for delay: Duration) async throws(APIError) {
        if Task.isCancelled { throw .cancelled }
        guard delay > .zero else { return }
        do {
            try await clock.sleep(for: delay)
        } catch {
            throw .cancelled
        }
    }
}
