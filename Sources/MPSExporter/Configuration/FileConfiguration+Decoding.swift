import Yams

extension FileConfiguration {
    private static let keys = ["poll_interval", "state_path", "accounts", "histograms", "labels"]

    /// Reads the whole document; what is wrong stands in the decoder's problems afterwards.
    init(from root: Node, decoder: inout ConfigurationDecoder) {
        guard let mapping = decoder.mapping(ConfigurationValue(node: root, path: ""), keys: Self.keys) else { return }
        pollInterval = decoder.duration(mapping["poll_interval"], .pollInterval)
        statePath = decoder.text(mapping["state_path"], .path)
        accounts = Account.list(from: mapping["accounts"], decoder: &decoder)
        histograms = HistogramConfiguration(from: mapping["histograms"], decoder: &decoder)
        labels = LabelLimits(from: mapping["labels"], decoder: &decoder)
    }
}

extension FileConfiguration.Account {
    private static let keys = [
        "name", "endpoint", "region", "credentials", "poll_interval", "rate_limit", "max_pages", "history",
    ]

    fileprivate static func list(from value: ConfigurationValue?, decoder: inout ConfigurationDecoder) -> [Self]? {
        guard let value, let items = decoder.list(value, of: "accounts") else { return nil }
        if items.isEmpty { decoder.report(value, expected: "at least one account", got: "an empty list") }
        var lines: [String: Int] = [:]
        return items.compactMap { item in
            guard let mapping = decoder.mapping(item, keys: keys) else { return nil }
            let account = Self(from: mapping, decoder: &decoder)
            guard let position = mapping["name"]?.position, let name = account?.name else { return account }
            guard let earlier = lines[name] else {
                lines[name] = position.line
                return account
            }
            decoder.report(
                item.path(to: "name"), at: position, expected: "a name that no other account has",
                got: "\(QuotedText(name)), the name of the account on line \(earlier)")
            return nil
        }
    }

    private init?(from mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
        let name = decoder.required("name", of: mapping, .accountName)
        endpoint = decoder.text(mapping["endpoint"], .endpoint)
        region = decoder.text(mapping["region"], .region)
        credentials = CredentialSource(from: mapping["credentials"], decoder: &decoder)
        pollInterval = decoder.duration(mapping["poll_interval"], .pollInterval)
        rateLimit = decoder.number(mapping["rate_limit"], expected: "a number above 0, at most 100") {
            $0 > 0 && $0 <= 100
        }
        maxPages = decoder.integer(mapping["max_pages"], in: 1...1_000_000)
        history = decoder.duration(mapping["history"], .history)
        guard let name else { return nil }
        self.name = name
    }
}

extension HistogramConfiguration {
    private static let keys = ["wait", "processing", "turnaround", "native_schema"]

    fileprivate init(from value: ConfigurationValue?, decoder: inout ConfigurationDecoder) {
        self.init()
        guard let mapping = decoder.mapping(value, keys: Self.keys) else { return }
        wait = HistogramBounds(from: mapping["wait"], decoder: &decoder) ?? wait
        processing = HistogramBounds(from: mapping["processing"], decoder: &decoder) ?? processing
        turnaround = HistogramBounds(from: mapping["turnaround"], decoder: &decoder) ?? turnaround
        nativeSchema = decoder.integer(mapping["native_schema"], in: -4...8) ?? nativeSchema
    }
}

extension HistogramBounds {
    fileprivate init?(from value: ConfigurationValue?, decoder: inout ConfigurationDecoder) {
        guard let value, let items = decoder.list(value, of: "numbers of seconds") else { return nil }
        guard (1...Self.maximumCount).contains(items.count) else {
            decoder.report(value, expected: "1 to \(Self.maximumCount) bounds", got: "\(items.count)")
            return nil
        }
        var bounds: [Double] = []
        for item in items {
            let floor = bounds.last ?? 0
            guard
                let bound = decoder.number(
                    item, expected: "a number of seconds above \(YAMLNumber(floor))", where: { $0 > floor })
            else { return nil }
            bounds.append(bound)
        }
        self.init(seconds: bounds)
    }
}

extension LabelLimits {
    private static let keys = ["max_task_types", "max_sub_task_types"]

    fileprivate init(from value: ConfigurationValue?, decoder: inout ConfigurationDecoder) {
        self.init()
        guard let mapping = decoder.mapping(value, keys: Self.keys) else { return }
        taskTypes = decoder.integer(mapping["max_task_types"], in: 0...1000) ?? taskTypes
        subTaskTypes = decoder.integer(mapping["max_sub_task_types"], in: 0...1000) ?? subTaskTypes
    }
}
