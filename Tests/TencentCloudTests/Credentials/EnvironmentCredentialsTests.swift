import TencentCloud
import Testing

struct EnvironmentCredentialsTests {
    private static let id = "TENCENTCLOUD_SECRET_ID"
    private static let key = "TENCENTCLOUD_SECRET_KEY"

    private func credential(_ environment: [String: String]) async throws -> Credential {
        try await EnvironmentCredentials(environment: environment).credential()
    }

    @Test func `reads id and key`() async throws {
        let credential = try await credential([Self.id: "AKID", Self.key: "key"])
        #expect(credential == Credential(secretID: "AKID", secretKey: Secret("key")))
    }

    @Test(arguments: ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"])
    func `reads a token of either name`(name: String) async throws {
        let credential = try await credential([Self.id: "AKID", Self.key: "key", name: "token"])
        #expect(credential.token == Secret("token"))
    }

    @Test func `reads any of them from a file`() async throws {
        let folder = try TemporaryFolder()
        let credential = try await credential([
            Self.id + "_FILE": try folder.write("AKID\n", to: "id"),
            Self.key + "_FILE": try folder.write("key\n", to: "key"),
            "TENCENTCLOUD_SECURITY_TOKEN_FILE": try folder.write("token\n", to: "token"),
        ])
        #expect(credential == Credential(secretID: "AKID", secretKey: Secret("key"), token: Secret("token")))
    }

    @Test func `takes an empty token for none`() async throws {
        let credential = try await credential([
            Self.id: "AKID", Self.key: "key", "TENCENTCLOUD_TOKEN": "", "TENCENTCLOUD_TOKEN_FILE": "",
        ])
        #expect(credential.token == nil)
    }

    @Test(arguments: [
        ([:], CredentialError.missing(source: id, alternative: id + "_FILE")),
        ([id: "AKID"], .missing(source: key, alternative: key + "_FILE")),
        ([id: "", key: "k"], .blank(source: id)),
        ([id: "AKID", key: " \t"], .blank(source: key)),
        ([id: "AKID ", key: "k"], .surroundedByBlanks(source: id)),
        ([id: "AKID", key: "\nk"], .surroundedByBlanks(source: key)),
        ([id: "AKID", key: "k\u{7}k"], .invalidCharacter(source: key)),
        ([id: "AKID", key: "k", key + "_FILE": "/nowhere"], .ambiguous(source: key, other: key + "_FILE")),
        ([id + "_FILE": " ", key: "k"], .blank(source: id + "_FILE")),
        ([id: "AKID", key: "k", "TENCENTCLOUD_TOKEN": " "], .blank(source: "TENCENTCLOUD_TOKEN")),
        (
            [id: "AKID", key: "k", "TENCENTCLOUD_TOKEN": "a", "TENCENTCLOUD_SECURITY_TOKEN": "b"],
            .ambiguous(source: "TENCENTCLOUD_TOKEN", other: "TENCENTCLOUD_SECURITY_TOKEN")
        ),
    ])
    func `names the variable that is wrong`(environment: [String: String], expected: CredentialError) async {
        let error = await #expect(throws: CredentialError.self) { try await self.credential(environment) }
        #expect(error == expected)
        #expect(error?.description.contains("TENCENTCLOUD_") == true)
        #expect(error?.description.contains("AKID") == false)
    }

    @Test func `static values keep the same rules`() async throws {
        let good = try StaticCredentials(secretID: "AKID", secretKey: Secret("key"), token: Secret("token"))
        #expect(
            try await good.credential()
                == Credential(secretID: "AKID", secretKey: Secret("key"), token: Secret("token")))
        #expect(throws: CredentialError.blank(source: "secret_key")) {
            try StaticCredentials(secretID: "AKID", secretKey: Secret(""))
        }
        #expect(throws: CredentialError.surroundedByBlanks(source: "accounts[0].token")) {
            try StaticCredentials(
                secretID: "AKID", secretKey: Secret("key"), token: Secret(" t"),
                names: ("accounts[0].secret_id", "accounts[0].secret_key", "accounts[0].token"))
        }
    }
}
