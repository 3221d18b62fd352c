import MicroHTTP
import Testing

/// Hashes of "correct horse" at cost 4, where not said otherwise, made by libcrypt through Python.
@Suite struct BcryptHashTests {
    @Test(arguments: ["2a", "2b", "2y"])
    func `matches its password and no other`(version: String) throws {
        let hash = try #require(BcryptHash("$\(version)$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"))
        #expect(hash.matches(Array("correct horse".utf8)))
        for other in ["", "correct hors", "correct horse ", "Correct horse"] {
            #expect(!hash.matches(Array(other.utf8)))
        }
    }

    @Test func `a zero byte ends no password`() throws {
        let hash = try #require(BcryptHash("$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"))
        #expect(!hash.matches(Array("correct horse\0".utf8)))
        #expect(!hash.matches(Array("correct horse\0x".utf8)))
    }

    @Test func `bits of the salt without a meaning do not matter`() throws {
        let hash = try #require(BcryptHash("$2b$04$abcdefghijklmnopqrstuvjydOTSfIH/d5oUHpsygqV5X9xJLQc6e"))
        #expect(hash.matches(Array("correct horse".utf8)))
    }

    @Test(arguments: [
        "", "correct horse", "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6",
        "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6ee",
        "$2x$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
        "$2y$03$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
        "$2y$32$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
        "$2y$+4$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
        "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6=",
        "$1$abcdefgh$abcdefghijklmnopqrstuu", "$6$abcdefgh$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJL",
    ])
    func `is nothing else`(text: String) {
        #expect(BcryptHash(text) == nil)
    }
}
