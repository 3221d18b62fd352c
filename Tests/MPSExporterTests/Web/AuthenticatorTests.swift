import Foundation
import MPSExporter
import MicroHTTP
import Synchronization
import Testing

@Suite struct AuthenticatorTests {
    /// Credentials were judged at once that should have been compared.
    private struct NothingToCompare: Error {}

    private let authenticator = Authenticator()
    private let users: [String: BcryptHash]

    init() throws {
        let hash = try #require(BcryptHash("$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"))
        users = ["alice": hash]
    }

    private func judge(_ password: String, of name: String = "alice") throws -> Authenticator.Judgement {
        let field = "Basic " + Data("\(name):\(password)".utf8).base64EncodedString()
        let given = try #require(BasicCredentials(field))
        return authenticator.judge(given, users: users)
    }

    /// What has to be called for the outcome.
    private func comparison(
        _ password: String, of name: String = "alice"
    ) throws -> @Sendable () async -> Bool {
        guard case .unknown(let compare) = try judge(password, of: name) else { throw NothingToCompare() }
        return compare
    }

    private func known(_ password: String, of name: String = "alice") throws -> Bool? {
        guard case .known(let isRight) = try judge(password, of: name) else { return nil }
        return isRight
    }

    private func isRefused(_ password: String) throws -> Bool {
        guard case .crowded = try judge(password) else { return false }
        return true
    }

    @Test(arguments: [("alice", "correct horse", true), ("alice", "wrong", false), ("bob", "correct horse", false)])
    func `what was compared is known`(name: String, password: String, isRight: Bool) async throws {
        let compare = try comparison(password, of: name)
        let outcome = await compare()
        #expect(outcome == isRight)
        #expect(try known(password, of: name) == isRight)
    }

    /// Else the time of an answer would tell which names there are.
    @Test(arguments: [("alice", "$2y$04$abcdefghijklmnopqrstuu"), ("bob", "$2b$10$")])
    func `a name that nobody has costs a comparison as well, of the usual cost`(name: String, hash: String) async throws
    {
        let compared = Mutex<[String]>([])
        let authenticator = Authenticator { hash, _ in
            compared.withLock { $0.append(hash.text) }
            return true
        }
        let field = "Basic " + Data("\(name):guess".utf8).base64EncodedString()
        let given = try #require(BasicCredentials(field))
        guard case .unknown(let compare) = authenticator.judge(given, users: users) else { throw NothingToCompare() }
        #expect(await compare() == (name == "alice"))
        let hashes = compared.withLock { $0 }
        #expect(hashes.count == 1 && hashes[0].hasPrefix(hash))
    }

    @Test func `sixteen comparisons wait, and further ones are refused until one of them is done`() async throws {
        var waiting = try (1...16).map { try comparison("guess \($0)") }
        #expect(try isRefused("one more"))
        #expect(try isRefused("correct horse"))
        _ = await waiting[0]()
        waiting[0] = try comparison("one more")
        #expect(try isRefused("and another"))
        for compare in waiting { _ = await compare() }
        #expect(try !isRefused("and another"))
    }

    @Test func `whoever has come in comes in however many guesses wait`() async throws {
        let compare = try comparison("correct horse")
        let outcome = await compare()
        #expect(outcome)
        for number in 1...16 { _ = try comparison("guess \(number)") }
        #expect(try isRefused("one more"))
        #expect(try known("correct horse") == true)
    }
}
