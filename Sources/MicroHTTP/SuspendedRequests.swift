import CMicrohttpd
import Synchronization

/// The requests whose answer is given later. Each connection here is suspended and is resumed exactly once: by its
/// answer, or by `close` when the server stops, whichever comes first.
final class SuspendedRequests: Sendable {
    /// A suspended connection. The library keeps it alive until it is resumed, and resuming is thread-safe.
    @safe private struct Connection: @unchecked Sendable {
        let pointer: OpaquePointer

        func resume() {
            unsafe MHD_resume_connection(pointer)
        }
    }

    private struct Entry: Sendable {
        let connection: Connection
        let answer: DeferredAnswer
        var task: Task<Void, Never>?
    }

    private struct State: Sendable {
        var entries: [UInt64: Entry] = [:]
        var lastID: UInt64 = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let refusal: PreparedResponse

    /// `refusal` answers those for whom the stop of the server does not leave the time.
    init(refusal: PreparedResponse) {
        self.refusal = refusal
    }

    /// Suspends a connection until `work` has given its answer, which arrives in `answer`. On the connection's thread.
    func suspend(
        _ connection: OpaquePointer, answer: DeferredAnswer,
        until work: @escaping @Sendable () async -> Verdict
    ) {
        unsafe MHD_suspend_connection(connection)
        let entry = Entry(connection: unsafe Connection(pointer: connection), answer: answer, task: nil)
        guard let id = add(entry) else {
            answer.put(.refused(refusal))
            entry.connection.resume()
            return
        }
        let task = Task {
            let verdict = await work()
            _ = resume(id, with: verdict)
        }
        let isCancelled = state.withLock { state in
            state.entries[id]?.task = task
            return state.isClosed
        }
        if isCancelled {
            task.cancel()
        }
    }

    /// Answers all that are still here with the refusal, cancels their work and takes in no others.
    func close() {
        let ids = state.withLock { state in
            state.isClosed = true
            return Array(state.entries.keys)
        }
        for id in ids {
            resume(id, with: .refused(refusal))?.cancel()
        }
    }

    private func add(_ entry: Entry) -> UInt64? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.lastID += 1
            state.entries[state.lastID] = entry
            return state.lastID
        }
    }

    /// The first call for an id wins; it returns the task behind it.
    ///
    /// The connection is resumed under the lock: after `close` has returned, nobody is about to resume one, and the
    /// library may free them. It calls nothing of ours while it holds the mutex that resuming takes.
    private func resume(_ id: UInt64, with verdict: Verdict) -> Task<Void, Never>? {
        state.withLock { state in
            guard let entry = state.entries.removeValue(forKey: id) else { return nil }
            entry.answer.put(verdict)
            entry.connection.resume()
            return entry.task
        }
    }
}
