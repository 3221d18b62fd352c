internal import Synchronization

/// The way from any thread into the loop's thread: what to start, what to cancel, when to stop.
final class TransferMailbox: Sendable {
    /// One thing asked of the loop.
    enum Command: Sendable {
        /// Start this call and reply to it.
        case start(TransferOrder)
        /// End the call of this id; the call may be over already.
        case cancel(TransferOrder.ID)
    }

    private struct State {
        /// Commands not yet taken, in order.
        var commands: [Command] = []

        /// Set while the loop's multi handle lives.
        var waker: MultiHandle.Waker?

        /// Why nothing more is taken; nil while the mailbox is open.
        var closedBy: HTTPTransportError?
    }

    private let state = Mutex(State())

    /// Lets commands wake the loop from now on; those already there are for it to take.
    func attach(_ waker: MultiHandle.Waker) {
        state.withLock { $0.waker = waker }
    }

    /// After this no command wakes the loop any more, and its multi handle may go.
    func detach() {
        state.withLock { $0.waker = nil }
    }

    /// Hands a command to the loop; returns why it was not taken, in which case the caller keeps what it holds.
    func post(_ command: Command) -> HTTPTransportError? {
        state.withLock { state in
            if let reason = state.closedBy { return reason }
            state.commands.append(command)
            // Under the lock, so that the multi handle cannot go in between. One wake-up is enough for many commands.
            if state.commands.count == 1 { state.waker?.wake() }
            return nil
        }
    }

    /// Takes no more commands and wakes the loop to tell it so; the first reason stays.
    func close(_ reason: HTTPTransportError) {
        state.withLock { state in
            guard state.closedBy == nil else { return }
            state.closedBy = reason
            state.waker?.wake()
        }
    }

    /// All commands since the last time, and why the mailbox was closed, if it was.
    func take() -> (commands: [Command], closedBy: HTTPTransportError?) {
        state.withLock { state in
            defer { state.commands.removeAll() }
            return (state.commands, state.closedBy)
        }
    }
}
