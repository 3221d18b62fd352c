internal import Dispatch
package import MicroHTTP
internal import Synchronization

/// Compares passwords with bcrypt hashes: one at a time, on a thread of its own, and none twice that was remembered.
package final class Authenticator: Sendable {
    /// What is known about credentials.
    package enum Judgement: Sendable {
        /// They were compared before.
        case known(Bool)
        /// They have to be compared, which takes time. Until the closure has been called, and has returned, they take
        /// one of the places for those who wait.
        case unknown(@Sendable () async -> Bool)
        /// They would have to be compared, but too many wait for that already.
        case crowded
    }

    /// So many comparisons are under way or wait at most: at cost 10 about a second's work.
    package static let mostPending = 16

    private struct State {
        var memory = ComparisonMemory()
        var pending = 0
    }

    /// Stands in for the hash of a name that nobody has, so that the time of an answer does not tell names; cost 10.
    private static let nobody = "$2b$10$AiZ32ehXiNUvDy2p/7a1KuhiJU3joMLtjVqPQTurlDC2MJRAH1TKe"

    private let queue = DispatchQueue(label: "passwords")
    private let state = Mutex(State())
    private let matches: @Sendable (BcryptHash, [UInt8]) -> Bool

    /// One that has compared nothing yet. `matches` says whether a hash is that of a password.
    package init(matches: @escaping @Sendable (BcryptHash, [UInt8]) -> Bool = { $0.matches($1) }) {
        self.matches = matches
    }

    /// What is known of these credentials, where these users may come in.
    package func judge(_ given: BasicCredentials, users: [String: BcryptHash]) -> Judgement {
        let known = String(validating: given.name, as: UTF8.self).flatMap { users[$0] }
        guard let hash = known ?? BcryptHash(Self.nobody) else { return .known(false) }
        let question = ComparisonMemory.Question(name: given.name, hash: hash.text, password: given.password)
        let judged: Judgement? = state.withLock { state in
            if let answer = state.memory.answer(to: question) { return .known(answer) }
            guard state.pending < Self.mostPending else { return .crowded }
            state.pending += 1
            return nil
        }
        if let judged { return judged }
        return .unknown {
            await withCheckedContinuation { continuation in
                self.queue.async {
                    continuation.resume(returning: self.compare(given.password, hash, question, isUser: known != nil))
                }
            }
        }
    }

    private func compare(
        _ password: [UInt8], _ hash: BcryptHash, _ question: ComparisonMemory.Question, isUser: Bool
    ) -> Bool {
        // Others with the same credentials may have been first in the queue.
        let answer = state.withLock { $0.memory.answer(to: question) }
        let isRight = answer ?? (matches(hash, password) && isUser)
        state.withLock { state in
            state.memory.remember(isRight, of: question)
            state.pending -= 1
        }
        return isRight
    }
}
