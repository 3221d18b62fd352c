import MPSExporter
import TencentCloud
import Testing

@Suite struct `Accounts that share a queue` {
    private func account(
        _ name: String, _ secretID: String = "AKID1", region: String? = nil, endpoint: String = "http://a"
    ) throws -> AccountConfiguration {
        AccountConfiguration(
            name: name, endpoint: try Endpoint(parsing: endpoint), region: region,
            credentials: .keys(secretID: secretID, secretKey: Secret("key"), token: nil))
    }

    private func shared(_ accounts: [AccountConfiguration]) -> [String] {
        ExporterConfiguration(accounts: accounts).sharedQueues.map { "\($0.account) as \($0.earlier)" }
    }

    @Test func `have the same credentials, endpoint and region`() throws {
        let first = try account("a")
        #expect(try shared([first, account("b"), account("c")]) == ["b as a", "c as a"])
        #expect(try shared([first, account("b", "AKID2"), account("c", "AKID2")]) == ["c as b"])
        #expect(try shared([first, account("b", region: "x"), account("c", endpoint: "http://b")]) == [])
        #expect(shared([first]) == [])
    }

    @Test func `may have them from the environment or from files`() {
        let files = CredentialSource.files(secretIDFile: "id", secretKeyFile: "key", tokenFile: nil)
        let accounts = [CredentialSource.environment, files, .environment, files].enumerated().map { place, source in
            AccountConfiguration(
                name: "\(place)", endpoint: ExporterConfiguration.defaultEndpoint, credentials: source)
        }
        #expect(shared(accounts) == ["2 as 0", "3 as 1"])
    }
}
