internal import CurlHTTP

/// The outcomes of the last comparisons of passwords, good and bad. It holds no passwords, only their authentication
/// codes under a key that lives as long as the process.
package struct ComparisonMemory {
    /// What was compared.
    package struct Question: Sendable {
        let name: [UInt8]
        let hash: String
        let password: [UInt8]

        /// Name and password as they came, and the text of the hash.
        package init(name: [UInt8], hash: String, password: [UInt8]) {
            self.name = name
            self.hash = hash
            self.password = password
        }
    }

    private static let capacity = 100

    private let key = (0..<32).map { _ in UInt8.random(in: 0...255) }
    private var answers: [[UInt8]: Bool] = [:]

    /// An empty memory.
    package init() {}

    /// How many outcomes are held, at most 100.
    package var count: Int { answers.count }

    /// The outcome, if it is held.
    package func answer(to question: Question) -> Bool? {
        answers[code(of: question)]
    }

    /// Holds an outcome. When it is full, eleven others go at random: bad ones as long as there are any. A bad one takes
    /// no good one's place, so that no number of guesses pushes out somebody who may come in.
    package mutating func remember(_ answer: Bool, of question: Question) {
        let code = code(of: question)
        if answers[code] == nil, answers.count >= Self.capacity {
            let bad = answers.filter { !$0.value }
            guard answer || !bad.isEmpty else { return }
            let leaving = (bad.isEmpty ? answers : bad).keys.shuffled().prefix(Self.capacity / 10 + 1)
            for code in leaving { answers[code] = nil }
        }
        answers[code] = answer
    }

    /// The lengths keep what ends one part from beginning the next.
    private func code(of question: Question) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in [question.name, Array(question.hash.utf8), question.password] {
            bytes += Array("\(part.count):".utf8) + part
        }
        return SHA256.authenticationCode(of: bytes, key: key)
    }
}
