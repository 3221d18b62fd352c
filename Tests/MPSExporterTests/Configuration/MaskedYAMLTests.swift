import MPSExporter
import TencentCloud
import Testing

@Suite struct `Configuration as masked YAML` {
    @Test func `writes everything and masks secrets`() throws {
        let configuration = try ConfigurationFixture.load(ConfigurationFixture.complete)
        #expect(
            configuration.maskedYAML == """
                poll_interval: 20s
                state_path: /var/lib/mps/state.sqlite
                accounts:
                  - name: prod
                    endpoint: "http://127.0.0.1:18620"
                    region: ap-singapore
                    credentials:
                      secret_id: "<secret>"
                      secret_key: "<secret>"
                      token: "<secret>"
                    poll_interval: 1m30s
                    rate_limit: 2.5
                    max_pages: 7
                    history: 1d
                  - name: staging
                    endpoint: "https://mps.intl.tencentcloudapi.com"
                    credentials:
                      secret_id_file: /run/secrets/id
                      secret_key_file: /run/secrets/key
                      token_file: /run/secrets/token
                    poll_interval: 20s
                    rate_limit: 10
                    max_pages: 200
                    history: 0s
                histograms:
                  wait: [1, 2.5]
                  processing: [0.5]
                  turnaround: [3, 4, 5]
                  native_schema: -4
                labels:
                  max_task_types: 3
                  max_sub_task_types: 4

                """)
    }

    @Test func `says when credentials come from the environment`() throws {
        let text = try ConfigurationFixture.load("{}").maskedYAML
        #expect(text.contains("\n    # credentials: from the environment\n"))
        #expect(!text.contains("secret"))
    }

    @Test(arguments: [
        "prod", "a b", "1", "1e3", "true", "No", "~", "null", "- x", "a: b", "#", "<<", "=", "*a", "&a", "!a", "%", "@",
        "\"", "\\", "a\"b\\c", "line\nbreak", "tab\t", "\r", "\u{1}\u{1F}", "\u{7F}\u{85}\u{A0}", "\u{2028}\u{FEFF}",
        "名字", "🎞", " leading", "trailing ", "0o7", "2026-01-01", "..", "---",
    ])
    func `comes back as it was`(text: String) throws {
        var configuration = try ConfigurationFixture.load(ConfigurationFixture.complete)
        configuration.statePath = text
        // A name may hold none.
        if !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            configuration.accounts[0].name = text
        }
        configuration.accounts[0].credentials = .keys(
            secretID: "<secret>", secretKey: Secret("<secret>"), token: Secret("<secret>"))
        #expect(try ConfigurationFixture.load(configuration.maskedYAML) == configuration)
    }
}
