internal import Dispatch
internal import MicroHTTP
internal import Synchronization

/// Compares passwords with bcrypt hashes: one at a time, on a thread of its own, and none twice that was remembered.
final class Authenticator: Sendable {
    /// What is known about credentials.
    enum Judgement {
        /// They were compared before.
        case known(Bool)
        /// They have to be compared, which takes time.
        case unknown(@Sendable () async -> Bool)
    }

    /// Stands in for the hash of a name that nobody has, so that the time of an answer does not tell names; cost 10.
    private static let nobody = "$2b$10$AiZ32ehXiNUvDy2p/7a1KuhiJU3joMLtjVqPQTurlDC2MJRAH1TKe"

    private let queue = DispatchQueue(label: "passwords")
    private let memory = Mutex(ComparisonMemory())

    func judge(_ given: BasicCredentials, users: [String: BcryptHash]) -> Judgement {
        let known = String(validating: given.name, as: UTF8.self).flatMap { users[$0] }
        guard let hash = known ?? BcryptHash(Self.nobody) else { return .known(false) }
        let question = ComparisonMemory.Question(name: given.name, hash: hash.text, password: given.password)
        if let answer = memory.withLock({ $0.answer(to: question) }) { return .known(answer) }
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
        if let answer = memory.withLock({ $0.answer(to: question) }) { return answer }
        let isRight = hash.matches(password) && isUser
        memory.withLock { $0.remember(isRight, of: question) }
        return isRight
    }
}
