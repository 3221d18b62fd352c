import TencentCloud
import Testing

struct FileCredentialsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `takes each value from its file or as it is given`() async throws {
        let credentials = FileCredentials(
            secretID: .literal(Secret("AKID1"), name: "secret_id"),
            secretKey: .file(path: try folder.write("key1\n", to: "key")),
            token: .file(path: try folder.write("token1\r\n", to: "token")))
        #expect(
            try await credentials.credential()
                == Credential(secretID: "AKID1", secretKey: Secret("key1"), token: Secret("token1")))
    }

    @Test func `notices a replaced file, also one of the same length`() async throws {
        let credentials = FileCredentials(
            secretID: .file(path: try folder.write("AKID1", to: "id")),
            secretKey: .file(path: try folder.write("key1", to: "key")))
        let first = try await credentials.credential()
        #expect(try await credentials.credential() == first)
        try folder.write("AKID2", to: "id")
        try folder.write("key2", to: "key")
        let second = try await credentials.credential()
        #expect(second == Credential(secretID: "AKID2", secretKey: Secret("key2")))
    }

    @Test func `follows a link that is pointed elsewhere`() async throws {
        try folder.write("key1", to: "v1")
        try folder.write("key2", to: "v2")
        try folder.link("key", to: "v1")
        let credentials = FileCredentials(
            secretID: .literal(Secret("AKID"), name: "id"), secretKey: .file(path: folder.path(of: "key")))
        #expect(try await credentials.credential().secretKey == Secret("key1"))
        try folder.link("key", to: "v2")
        #expect(try await credentials.credential().secretKey == Secret("key2"))
    }

    @Test func `recovers when a bad file is good again`() async throws {
        let path = try folder.write("key1", to: "key")
        let credentials = FileCredentials(
            secretID: .literal(Secret("AKID"), name: "id"), secretKey: .file(path: path))
        let first = try await credentials.credential()
        try folder.write("\n", to: "key")
        await #expect(throws: CredentialError.blank(source: path)) { try await credentials.credential() }
        try folder.write("key1\n\n", to: "key")
        #expect(try await credentials.credential() == first)
    }

    @Test(arguments: [
        ("", "blank"), (" \n", "blank"), ("key \n", "surrounded"), (" key", "surrounded"), ("\nkey", "surrounded"),
        ("two words", "invalid"), ("kéy", "invalid"), ("k\u{0}y", "invalid"), ("k\r\ny", "invalid"),
    ])
    func `refuses what is no bare value, naming the file and not the value`(text: String, kind: String) async throws {
        let path = try folder.write(text, to: "key")
        let credentials = FileCredentials(
            secretID: .literal(Secret("AKID"), name: "id"), secretKey: .file(path: path))
        let expected: CredentialError =
            switch kind {
            case "blank": .blank(source: path)
            case "surrounded": .surroundedByBlanks(source: path)
            default: .invalidCharacter(source: path)
            }
        let error = await #expect(throws: CredentialError.self) { try await credentials.credential() }
        #expect(error == expected)
        #expect(error?.description.contains("\(path) ") == true)
    }

    @Test func `says why a file cannot be read`() async throws {
        func error(_ path: String) async -> CredentialError? {
            let credentials = FileCredentials(
                secretID: .literal(Secret("AKID"), name: "id"), secretKey: .file(path: path))
            return await #expect(throws: CredentialError.self) { try await credentials.credential() }
        }
        let missing = folder.path(of: "none")
        #expect(await error(missing) == .unreadable(path: missing, reason: "no such file"))
        #expect(await error("/dev/zero") == .unreadable(path: "/dev/zero", reason: "not a regular file"))
        let long = try folder.write(String(repeating: "k", count: 65_537), to: "long")
        #expect(
            await error(long) == .unreadable(path: long, reason: "longer than 65536 bytes: expected one value"))
    }
}
