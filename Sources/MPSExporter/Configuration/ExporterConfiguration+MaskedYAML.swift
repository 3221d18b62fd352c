import TencentCloud

extension ExporterConfiguration {
    /// The configuration in force as YAML of the configuration file's form, every default written out and every secret,
    /// ids included, replaced by `<secret>`.
    package var maskedYAML: String {
        var lines = [
            "poll_interval: \(pollInterval.prometheusText)",
            "state_path: \(YAMLText(statePath))",
            "accounts:",
        ]
        lines += accounts.flatMap(\.maskedLines)
        lines += [
            "histograms:",
            "  wait: \(histograms.wait.yaml)",
            "  processing: \(histograms.processing.yaml)",
            "  turnaround: \(histograms.turnaround.yaml)",
            "  native_schema: \(histograms.nativeSchema)",
            "labels:",
            "  max_task_types: \(labels.taskTypes)",
            "  max_sub_task_types: \(labels.subTaskTypes)",
        ]
        return lines.map { $0 + "\n" }.joined()
    }
}

extension AccountConfiguration {
    fileprivate var maskedLines: [String] {
        var lines = ["  - name: \(YAMLText(name))", "    endpoint: \(YAMLText(endpoint.description))"]
        if let region { lines.append("    region: \(YAMLText(region))") }
        lines += credentials.maskedLines
        return lines + [
            "    poll_interval: \(pollInterval.prometheusText)",
            "    rate_limit: \(YAMLNumber(rateLimit))",
            "    max_pages: \(maxPages)",
            "    history: \(history.prometheusText)",
        ]
    }
}

extension CredentialSource {
    fileprivate var maskedLines: [String] {
        let entries: [(key: String, value: String?)]
        switch self {
        case .environment:
            return ["    # credentials: from the environment"]
        case .keys(_, _, let token):
            entries = [("secret_id", "<secret>"), ("secret_key", "<secret>"), ("token", token.map { _ in "<secret>" })]
        case .files(let secretIDFile, let secretKeyFile, let tokenFile):
            entries = [
                ("secret_id_file", secretIDFile), ("secret_key_file", secretKeyFile), ("token_file", tokenFile),
            ]
        }
        return ["    credentials:"]
            + entries.compactMap { key, value in value.map { "      \(key): \(YAMLText($0))" } }
    }
}

extension HistogramBounds {
    /// A list of numbers.
    var yaml: String {
        "[\(seconds.map { YAMLNumber($0).description }.joined(separator: ", "))]"
    }
}
