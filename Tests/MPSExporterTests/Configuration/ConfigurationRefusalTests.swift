import Testing

@Suite struct `Refused configuration` {
    private static let duration = "a duration of at least 1s, such as 15s or 1m30s"

    @Test(arguments: [
        ("pol: 1", #"mps.yml:1:1: expected one of \#(rootKeys), got the unknown key "pol""#),
        ("? [a]\n: 1", "mps.yml:1:3: expected one of \(rootKeys), got another key"),
        ("<<: 1", #"mps.yml:1:1: expected one of \#(rootKeys), got the unknown key "<<""#),
        ("poll_interval: 15", "mps.yml:1:16: poll_interval: expected \(duration), got the number 15"),
        ("poll_interval: 0", "mps.yml:1:16: poll_interval: expected \(duration), got the number 0"),
        ("poll_interval:", "mps.yml:1:15: poll_interval: expected \(duration), got nothing"),
        ("poll_interval: [1s]", "mps.yml:1:16: poll_interval: expected \(duration), got a list"),
        ("poll_interval: 999ms", #"mps.yml:1:16: poll_interval: expected \#(duration), got "999ms""#),
        ("poll_interval: true", "mps.yml:1:16: poll_interval: expected \(duration), got true"),
        (
            "poll_interval: !x 1s",
            "mps.yml:1:16: poll_interval: expected \(duration), got a value with a tag of its own"
        ),
        ("state_path: 3", "mps.yml:1:13: state_path: expected a path, got the number 3"),
        ("state_path: ''", #"mps.yml:1:13: state_path: expected a path, got """#),
        ("state_path: \"a\\0\"", #"mps.yml:1:13: state_path: expected a path, got "a\0""#),
        ("accounts: {}", "mps.yml:1:11: accounts: expected a list of accounts, got a mapping"),
        ("accounts: []", "mps.yml:1:11: accounts: expected at least one account, got an empty list"),
        ("accounts: [prod]", #"mps.yml:1:12: accounts[0]: expected a mapping, got "prod""#),
        ("accounts: [{}]", "mps.yml:1:12: accounts[0].name: expected \(accountName), got nothing"),
        ("[1]", "mps.yml:1:1: expected a mapping, got a list"),
        ("just text", #"mps.yml:1:1: expected a mapping, got "just text""#),
        ("histograms: {wait: []}", "mps.yml:1:20: histograms.wait: expected 1 to 100 bounds, got 0"),
        (
            "histograms: {wait: 1}",
            "mps.yml:1:20: histograms.wait: expected a list of numbers of seconds, got the number 1"
        ),
        (
            "histograms: {wait: [1, 1]}",
            "mps.yml:1:24: histograms.wait[1]: expected \(bound(above: 1)), got the number 1"
        ),
        (
            "histograms: {wait: [0]}",
            "mps.yml:1:21: histograms.wait[0]: expected \(firstBound), got the number 0"
        ),
        (
            "histograms: {processing: [1, .inf]}",
            "mps.yml:1:30: histograms.processing[1]: expected \(bound(above: 1)), got the number .inf"
        ),
        (
            "histograms: {turnaround: [1e999]}",
            "mps.yml:1:27: histograms.turnaround[0]: expected \(firstBound), got the number 1e999"
        ),
        (
            "histograms: {wait: [0.0005, 0.001, 1]}",
            "mps.yml:1:21: histograms.wait[0]: expected \(firstBound), got the number 0.0005"
        ),
        (
            "histograms: {wait: [1, 1.0001]}",
            "mps.yml:1:24: histograms.wait[1]: expected \(bound(above: 1)), got the number 1.0001"
        ),
        (
            "histograms: {wait: [1, 1e16]}",
            "mps.yml:1:24: histograms.wait[1]: expected \(bound(above: 1)), got the number 1e16"
        ),
        (
            "histograms: {native_schema: 9}",
            "mps.yml:1:29: histograms.native_schema: expected a whole number from -4 to 8, got the number 9"
        ),
        ("histograms: {}\nlabels: 7", "mps.yml:2:9: labels: expected a mapping, got the number 7"),
        (
            "labels: {max_task_types: 1.5}",
            "mps.yml:1:26: labels.max_task_types: expected a whole number from 0 to 1000, got the number 1.5"
        ),
        (
            "labels: {max_sub_task_types: -1}",
            "mps.yml:1:30: labels.max_sub_task_types: expected a whole number from 0 to 1000, got the number -1"
        ),
        (
            "labels: {max: 1}",
            #"mps.yml:1:10: labels: expected one of max_task_types, max_sub_task_types, got the unknown key "max""#
        ),
    ])
    func `names place, expectation and finding`(text: String, line: String) {
        #expect(ConfigurationFixture.refusal(of: text) == [line])
    }

    @Test(arguments: [
        ("name: 7", "11: accounts[0].name: expected \(accountName), got the number 7"),
        ("name: ''", #"11: accounts[0].name: expected \#(accountName), got """#),
        (#"name: "a\rb""#, #"11: accounts[0].name: expected \#(accountName), got "a\rb""#),
        (#"name: "a\nb""#, #"11: accounts[0].name: expected \#(accountName), got "a\nb""#),
        (#"name: "\0""#, #"11: accounts[0].name: expected \#(accountName), got "\0""#),
        (#"name: "a\x7F""#, #"11: accounts[0].name: expected \#(accountName), got "a\u{7F}""#),
        (#"name: "\N""#, #"11: accounts[0].name: expected \#(accountName), got "\u{0085}""#),
        ("endpoint: 'a b'", #"15: accounts[0].endpoint: expected \#(endpoint), got "a b""#),
        ("endpoint: http://u:p@h", "15: accounts[0].endpoint: expected \(endpoint), got something else"),
        ("region: AP", #"13: accounts[0].region: expected a region such as ap-singapore, got "AP""#),
        ("rate_limit: 0", "17: accounts[0].rate_limit: expected a number from 0.01 to 100, got the number 0"),
        ("rate_limit: 0.009", "17: accounts[0].rate_limit: expected a number from 0.01 to 100, got the number 0.009"),
        ("rate_limit: 1e-17", "17: accounts[0].rate_limit: expected a number from 0.01 to 100, got the number 1e-17"),
        ("rate_limit: 101", "17: accounts[0].rate_limit: expected a number from 0.01 to 100, got the number 101"),
        ("rate_limit: '5'", #"17: accounts[0].rate_limit: expected a number from 0.01 to 100, got "5""#),
        ("rate_limit: .nan", "17: accounts[0].rate_limit: expected a number from 0.01 to 100, got the number .nan"),
        ("max_pages: 0", "16: accounts[0].max_pages: expected a whole number from 1 to 1000000, got the number 0"),
        (
            "max_pages: 0x10",
            "16: accounts[0].max_pages: expected a whole number from 1 to 1000000, got the number 0x10"
        ),
        ("history: 8d", #"14: accounts[0].history: expected a duration from 0s to 7d, got "8d""#),
        ("history: 7d1ms", #"14: accounts[0].history: expected a duration from 0s to 7d, got "7d1ms""#),
        ("profile: x", #"5: accounts[0]: expected one of \#(accountKeys), got the unknown key "profile""#),
        ("credentials:", "17: accounts[0].credentials: expected a mapping, got nothing"),
        ("credentials: {}", "18: accounts[0].credentials: expected \(forms), got neither"),
        (
            "credentials: {secret_id: a, secret_key_file: b}",
            "18: accounts[0].credentials: expected \(forms), got both"
        ),
        ("credentials: {secret_id: a}", "18: accounts[0].credentials.secret_key: expected \(visible), got nothing"),
        (
            "credentials: {secret_key_file: a}",
            "18: accounts[0].credentials.secret_id_file: expected a path, got nothing"
        ),
        (
            "credentials: {cvm_role: a}",
            #"19: accounts[0].credentials: expected one of \#(credentialKeys), got the unknown key "cvm_role""#
        ),
        (
            "credentials: {AKIDx: a}",
            "19: accounts[0].credentials: expected one of \(credentialKeys), got another key"
        ),
    ])
    func `names what is wrong with an account`(entry: String, rest: String) {
        let text = "accounts:\n  - \(entry.hasPrefix("name") ? "" : "name: a\n    ")\(entry)\n"
        let line = entry.hasPrefix("name") ? 2 : 3
        let lines = ConfigurationFixture.refusal(of: text)
        #expect(lines == ["mps.yml:\(line):\(rest)"])
    }

    @Test func `names every problem, not only the first`() {
        let text = """
            poll_interval: soon
            accounts:
              - name: a
                rate_limit: lots
              - name: b
                history: 8d
              - name: a
                nam: c
            labels: []
            """
        #expect(
            ConfigurationFixture.refusal(of: text) == [
                #"mps.yml:1:16: poll_interval: expected \#(Self.duration), got "soon""#,
                #"mps.yml:4:17: accounts[0].rate_limit: expected a number from 0.01 to 100, got "lots""#,
                #"mps.yml:6:14: accounts[1].history: expected a duration from 0s to 7d, got "8d""#,
                #"mps.yml:8:5: accounts[2]: expected one of \#(accountKeys), got the unknown key "nam""#,
                "mps.yml:7:11: accounts[2].name: expected a name that no other account has, "
                    + #"got "a", the name of the account on line 3"#,
                "mps.yml:9:9: labels: expected a mapping, got a list",
            ])
    }

    @Test func `counts a name's characters`() {
        let longest = String(repeating: "ü", count: 128)
        #expect(ConfigurationFixture.refusal(of: "accounts: [{name: \(longest)}]") == [])
        #expect(
            ConfigurationFixture.refusal(of: "accounts: [{name: \(longest)ü}]") == [
                "mps.yml:1:19: accounts[0].name: expected \(accountName), "
                    + "got \"\(String(repeating: "ü", count: 60))…\""
            ])
    }

    @Test(arguments: [
        ("a: 1\na: 2", "mps.yml:1:1: expected each key once in a mapping, got \"a\" again"),
        ("a: 1\n'a': 2", "mps.yml:1:1: expected each key once in a mapping, got \"a\" again"),
        ("{Ab1: 1, Ab1: 2}", "mps.yml:1:2: expected each key once in a mapping, got a key again"),
        (
            "labels:\n  max_task_types: 1\n  max_task_types: 1",
            "mps.yml:2:3: expected each key once in a mapping, got \"max_task_types\" again"
        ),
        (
            "poll_interval: 15s\n!x poll_interval: 16s",
            "mps.yml:2:1: poll_interval: expected a key once, got it again"
        ),
        ("a: b: c", "mps.yml:1:5: expected YAML, got an error: mapping values are not allowed in this context"),
        (
            "state_path: a b c\nlabels: 'b\n",
            "mps.yml:3:1: expected YAML, got an error: found unexpected end of stream while scanning a quoted scalar from line 2"
        ),
        (
            "histograms: [1, 2",
            "mps.yml:2:1: expected YAML, got an error: did not find expected ',' or ']' while parsing a flow sequence from line 1"
        ),
        ("a: *b", "mps.yml:1:4: expected YAML, got an error: found undefined alias"),
        ("{}\n---\n{}", "mps.yml:2:1: expected YAML, got an error: but found another document"),
        ("a: \u{1}", "mps.yml:1:4: expected YAML, got an error: control characters are not allowed"),
    ])
    func `names what is wrong with the text`(text: String, line: String) {
        #expect(ConfigurationFixture.refusal(of: text) == [line])
    }

    @Test func `names the first byte that is no UTF-8`() {
        let bytes = Array("labels: {}\nü: ".utf8) + [0xC3, 0x28]
        #expect(ConfigurationFixture.refusal(of: bytes) == ["mps.yml:2:4: expected UTF-8, got other bytes"])
    }

    @Test func `has limits for size and depth`() {
        let large = String(repeating: "#", count: (1 << 20) + 1)
        #expect(ConfigurationFixture.refusal(of: large) == ["mps.yml: expected at most 1048576 bytes, got 1048577"])
        for opening in ["[", "{a: ", "- ", "? "] {
            let deep = String(repeating: opening, count: 200_000)
            #expect(ConfigurationFixture.refusal(of: deep).count == 1)
        }
    }
}

private let rootKeys = "poll_interval, state_path, accounts, histograms, labels"
private let accountName = "a name of 1 to 128 characters, none of them a control character"
private let accountKeys = "name, endpoint, region, credentials, poll_interval, rate_limit, max_pages, history"
private let credentialKeys = "secret_id, secret_key, token, secret_id_file, secret_key_file, token_file"
private let forms = "secret_id and secret_key, or secret_id_file and secret_key_file"
private let visible = "visible ASCII characters without blanks"
private let endpoint = "a host, host:port or URL with http or https"
private let firstBound = "a number of seconds from 0.001 to 31536000, in whole milliseconds"

private func bound(above floor: Int) -> String {
    "a number of seconds above \(floor) and at most 31536000, in whole milliseconds"
}
