import Foundation
import Testing

/// One server under fuzzed connections, and beside them one client that always asks properly.
final class FuzzRun {
    /// What the server, the library and the tests' handler answer with.
    static let usual: Set = [200, 400, 401, 408, 411, 413, 414, 417, 431, 500, 501, 503, 505]

    /// Spoiled requests that the server has read: those before it closed the connection, and the one that made it.
    private(set) var judged = 0
    /// How many answers had which status.
    private(set) var statuses: [Int: Int] = [:]

    private static let patience = 3

    private let server: RunningServer
    private let witness: RawClient
    private let note: FileHandle

    init(_ server: RunningServer) throws {
        self.server = server
        witness = try server.connect()
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("request-fuzz.seed")
        try Data().write(to: file)
        note = try FileHandle(forWritingTo: file)
    }

    /// Sends the requests of a seed over a connection of their own and judges what comes back.
    func connect(seed: UInt64) throws {
        try note.seek(toOffset: 0)
        try note.write(contentsOf: Data("\(seed)\n".utf8))
        let fuzzed = FuzzedConnection(seed: seed)
        do {
            let client = try server.connect()
            // A server that has closed the connection takes no more.
            for piece in fuzzed.pieces { guard (try? client.send(piece)) != nil else { break } }
            if fuzzed.endsSending { client.finishSending() }
            let answers = try answers(from: client, to: fuzzed, seed)
            client.reset()
            for answer in answers { statuses[answer.status, default: 0] += 1 }
            if answers.contains(where: { $0.status == 500 && $0.fields["x-method"] != nil }) {
                throw Failure(description: "it contradicts itself")
            }
            judged += fuzzed.mutated * min(fuzzed.requests, answers.count + 1) / fuzzed.requests
        } catch {
            Issue.record("\(error); again by: MPS_FUZZ_SEED=\(seed) swift test --filter RequestFuzzTests")
            throw error
        }
    }

    /// Waits for the end of the connection, or until nothing more can be expected: a spoiled request may have left the
    /// server waiting for its rest. As long as the witness is answered, the server works; when nothing has come while it
    /// was answered some times, nothing will. Proper requests are all answered.
    private func answers(
        from client: RawClient, to fuzzed: FuzzedConnection, _ seed: UInt64
    ) throws -> [AnswerStream.Answer] {
        let deadline = ContinuousClock.now + .seconds(60)
        var quiet = 0
        var isOpen = true
        while isOpen, quiet < Self.patience || fuzzed.isProper {
            if client.hasBytes(within: 0) {
                isOpen = try client.readMore()
                quiet = 0
            } else {
                quiet += 1
                try witness(seed)
            }
            guard fuzzed.isProper else { continue }
            let answers = try AnswerStream.answers(in: client.unread, to: fuzzed.bytes, isCut: isOpen)
            if answers.count == fuzzed.requests { return answers }
            guard isOpen, ContinuousClock.now < deadline else {
                throw Failure(description: "\(fuzzed.requests) proper requests got \(answers.count) answers")
            }
        }
        return try AnswerStream.answers(in: client.unread, to: fuzzed.bytes, isCut: isOpen || client.wasReset)
    }

    /// What is left of the connections when all have ended: nothing.
    func finish() throws {
        try witness(UInt64(judged))
        let fresh = try server.connect()
        #expect(try fresh.ask("GET /fresh HTTP/1.1\r\nHost: test\r\n\r\n").status == 200)
        fresh.reset()
        let deadline = ContinuousClock.now + .seconds(30)
        // The listening socket and that of the witness.
        while Descriptors.count(at: server.host, port: server.port) > 2, ContinuousClock.now < deadline {
            usleep(10_000)
        }
        #expect(Descriptors.count(at: server.host, port: server.port) == 2)
    }

    private func witness(_ number: UInt64) throws {
        let answer = try witness.ask("GET /witness/\(number) HTTP/1.1\r\nHost: test\r\n\r\n")
        guard answer.status == 200, answer.text.hasPrefix("GET\n/witness/\(number)\n127.0.0.1\n") else {
            throw Failure(description: "a proper request got \(answer.status) \(answer.text)")
        }
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}
