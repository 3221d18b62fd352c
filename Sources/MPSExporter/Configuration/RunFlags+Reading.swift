import TencentCloud

extension RunFlags {
    /// The flags' values, read by the same rules as the file's.
    struct Values: Sendable {
        var endpoint: Endpoint?
        var pollInterval: Duration?
        var statePath: String?
    }

    /// Reads every flag that was given and collects what is wrong with them.
    func values(problems: inout [ConfigurationProblem]) -> Values {
        Values(
            endpoint: Self.read("--mps.endpoint", endpoint, .endpoint, problems: &problems),
            pollInterval: Self.read("--poll.interval", pollInterval, .pollInterval, problems: &problems),
            statePath: Self.read("--state.path", statePath, .path, problems: &problems))
    }

    private static func read<Value>(
        _ name: String, _ text: String?, _ rule: TextRule<Value>, problems: inout [ConfigurationProblem]
    ) -> Value? {
        guard let text else { return nil }
        if let value = rule.read(text) { return value }
        let got = rule.hides(text) ? "something else" : "\(QuotedText(text))"
        problems.append(ConfigurationProblem(source: .flag(name), key: nil, expected: rule.expected, got: got))
        return nil
    }
}
