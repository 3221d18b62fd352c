import MPSExporter
import Testing

@Suite struct `Secrets in the configuration` {
    private static let secret = "hunter2hunter2"

    @Test(arguments: [
        "credentials: {secret_id: a, secret_key: 'hunter2hunter2 '}",
        "credentials: {secret_id: a, secret_key: [hunter2hunter2]}",
        "credentials: {secret_id: a, secret_key: 'ühunter2hunter2'}",
        "credentials: {secret_id: 'hunter2hunter2\\n', secret_key: 'a b'}",
        "credentials: {secret_id: a, secret_key: b, token: 'hunter2hunter2 c'}",
        "credentials: hunter2hunter2",
        "credentials: {hunter2hunter2: a}",
        "secret_key: hunter2hunter2",
        "endpoint: https://me:hunter2hunter2@host",
        "credentials: {secret_id: a\n     secret_key: hunter2hunter2}",
        "credentials: {secret_key: 'hunter2hunter2",
        "credentials: {secret_key: b: hunter2hunter2}",
        "credentials: {secret_key: \"hunter2hunter2\\q\"}",
        "credentials: {secret_key: hunter2hunter2 \u{2}}",
        "credentials: {secret_key: *hunter2hunter2}",
    ])
    func `stay out of every refusal`(entry: String) {
        let lines = ConfigurationFixture.refusal(of: "accounts:\n  - name: a\n    \(entry)\n")
        #expect(!lines.isEmpty)
        #expect(!lines.joined().contains(Self.secret))
    }

    @Test(arguments: ["12345", "1e5", "true", "0x1F"])
    func `stay out even when they look like something else`(value: String) {
        let text = "accounts: [{name: a, credentials: {secret_id: a, secret_key: \(value)}}]"
        let lines = ConfigurationFixture.refusal(of: text)
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.hasSuffix("without quotes") && !$0.contains(value) })
    }

    @Test func `stay out of descriptions and dumps of the configuration`() throws {
        let text =
            "accounts: [{name: a, credentials: {secret_id: a, secret_key: \(Self.secret), token: \(Self.secret)}}]"
        let configuration = try ConfigurationFixture.load(text)
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(dumped.contains("credentials"))
        for shown in [dumped, "\(configuration)", String(reflecting: configuration), configuration.maskedYAML] {
            #expect(!shown.contains(Self.secret))
        }
    }
}
