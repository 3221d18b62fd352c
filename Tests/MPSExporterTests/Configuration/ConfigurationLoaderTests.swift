import MPSExporter
import TencentCloud
import Testing

@Suite struct `Configuration loader` {
    private let noFile = ConfigurationLoader(environment: [:]) { _ throws(UnreadableFileError) in
        throw UnreadableFileError(reason: "no such file")
    }

    @Test func `reads every key`() throws {
        let configuration = try ConfigurationFixture.load(ConfigurationFixture.complete)
        #expect(configuration.pollInterval == .seconds(20))
        #expect(configuration.statePath == "/var/lib/mps/state.sqlite")
        #expect(
            configuration.accounts == [
                AccountConfiguration(
                    name: "prod", endpoint: try Endpoint(parsing: "http://127.0.0.1:18620"), region: "ap-singapore",
                    credentials: .keys(
                        secretID: "AKIDexample", secretKey: Secret("0123456789"), token: Secret("example-token")),
                    pollInterval: .seconds(90), rateLimit: 2.5, maxPages: 7, history: .seconds(86_400)),
                AccountConfiguration(
                    name: "staging", endpoint: ExporterConfiguration.defaultEndpoint,
                    credentials: .files(
                        secretIDFile: "/run/secrets/id", secretKeyFile: "/run/secrets/key",
                        tokenFile: "/run/secrets/token"),
                    pollInterval: .seconds(20)),
            ])
        #expect(configuration.histograms.wait.seconds == [1, 2.5])
        #expect(configuration.histograms.processing.seconds == [0.5])
        #expect(configuration.histograms.turnaround.seconds == [3, 4, 5])
        #expect(configuration.histograms.nativeSchema == -4)
        #expect(configuration.labels == LabelLimits(taskTypes: 3, subTaskTypes: 4))
    }

    @Test func `has one account from the environment without a file`() throws {
        let configuration = try noFile.load(file: nil)
        let account = AccountConfiguration(name: "default", endpoint: ExporterConfiguration.defaultEndpoint)
        #expect(configuration == ExporterConfiguration(accounts: [account]))
        #expect(account.credentials == .environment)
        #expect(account.endpoint.description == "https://mps.intl.tencentcloudapi.com")
        #expect(configuration.histograms.wait.seconds.last == 86_400)
        #expect(configuration.histograms.turnaround.seconds.last == 259_200)
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "{}", "\u{FEFF}{}"])
    func `has the defaults for a file that says nothing`(text: String) throws {
        #expect(try ConfigurationFixture.load(text) == noFile.load(file: nil))
    }

    @Test func `reads the byte order mark, carriage returns and flow style`() throws {
        let configuration = try ConfigurationFixture.load(
            "\u{FEFF}accounts: [{name: a, history: 0}, {name: 'b', rate_limit: 1e1}]\r\nstate_path: |-\r\n  x y\r\n")
        #expect(configuration.accounts.map(\.name) == ["a", "b"])
        #expect(configuration.accounts.map(\.rateLimit) == [10, 10])
        #expect(configuration.statePath == "x y")
    }

    @Test(arguments: ["1": "\"1\"", "yes": "yes", "true": "'true'", "名字": "名字", "a\"b\\c": #""a\"b\\c""#])
    func `takes any text without control characters for a name`(name: String, spelling: String) throws {
        #expect(try ConfigurationFixture.load("accounts: [{name: \(spelling)}]").accounts.map(\.name) == [name])
    }

    @Test(arguments: [("etc/mps/mps.yml", "etc/mps/id"), ("mps.yml", "id"), ("/mps.yml", "/id")])
    func `seeks credential files beside the configuration file`(file: String, expected: String) throws {
        let text = "accounts: [{name: a, credentials: {secret_id_file: id, secret_key_file: /key}}]"
        let account = try #require(ConfigurationFixture.load(text, named: file).accounts.first)
        #expect(account.credentials == .files(secretIDFile: expected, secretKeyFile: "/key", tokenFile: nil))
    }

    @Test func `lets flags win over the file`() throws {
        let flags = RunFlags(endpoint: "localhost:1", pollInterval: "2s", statePath: ":memory:")
        let configuration = try ConfigurationFixture.load(ConfigurationFixture.complete, flags: flags)
        #expect(configuration.accounts.map(\.endpoint.description) == ["https://localhost:1", "https://localhost:1"])
        #expect(configuration.accounts.map(\.pollInterval) == [.seconds(2), .seconds(2)])
        #expect(configuration.pollInterval == .seconds(2))
        #expect(configuration.statePath == ":memory:")
    }

    @Test func `lets an account win over the file's interval, and that over the default`() throws {
        let text = "poll_interval: 1m\naccounts: [{name: a}, {name: b, poll_interval: 2m}]"
        #expect(try ConfigurationFixture.load(text).accounts.map(\.pollInterval) == [.seconds(60), .seconds(120)])
        #expect(try ConfigurationFixture.load("{}").accounts.map(\.pollInterval) == [.seconds(15)])
    }

    @Test(
        arguments: [
            (nil, nil, nil, "state.sqlite"), (nil, nil, "/var/lib/a:/var/lib/b", "/var/lib/a/state.sqlite"),
            (nil, nil, "", "state.sqlite"), (nil, "file", "/var/lib/a", "file"), ("flag", "file", "/var/lib/a", "flag"),
            ("flag", nil, nil, "flag"),
        ] as [(String?, String?, String?, String)])
    func `chooses the state file`(flag: String?, file: String?, directory: String?, expected: String) throws {
        let configuration = try ConfigurationFixture.load(
            file.map { "state_path: \($0)" } ?? "", flags: RunFlags(statePath: flag),
            environment: directory.map { ["STATE_DIRECTORY": $0] } ?? [:])
        #expect(configuration.statePath == expected)
    }

    @Test func `names the problems of file and flags together`() {
        let flags = RunFlags(endpoint: "http://user:word@host", pollInterval: "fast", statePath: "")
        let error = #expect(throws: ConfigurationError.self) {
            try ConfigurationFixture.load("poll_interval: 1ms", flags: flags)
        }
        #expect(
            error?.description == """
                mps.yml:1:16: poll_interval: expected a duration of at least 1s, such as 15s or 1m30s, got "1ms"
                --mps.endpoint: expected a host, host:port or URL with http or https, got something else
                --poll.interval: expected a duration of at least 1s, such as 15s or 1m30s, got "fast"
                --state.path: expected a path, got ""
                """)
    }

    @Test func `says which file cannot be read`() {
        let error = #expect(throws: ConfigurationError.self) { try noFile.load(file: "absent.yml") }
        #expect(error?.description == "absent.yml: expected a readable file, got no such file")
    }
}
