import Yams

extension FileConfiguration {
    /// Reads the whole document; what is wrong stands in the decoder's problems afterwards.
    init(from root: Node, decoder: inout ConfigurationDecoder) {
        let document = ConfigurationValue(node: root, path: "")
        guard let mapping = decoder.mapping(document, keys: MainKeys.section.names) else { return }
        pollInterval = decoder.value(MainKeys.pollInterval, of: mapping)
        statePath = decoder.value(MainKeys.statePath, of: mapping)
        accounts = decoder.value(MainKeys.accounts, of: mapping)
        histograms = decoder.value(MainKeys.histograms, of: mapping) ?? histograms
        labels = decoder.value(MainKeys.labels, of: mapping) ?? labels
    }
}

extension FileConfiguration.Account {
    /// Reads `accounts`.
    static func list(from value: ConfigurationValue, decoder: inout ConfigurationDecoder) -> [Self]? {
        guard let items = decoder.list(value, of: "accounts") else { return nil }
        if items.isEmpty { decoder.report(value, expected: AccountKeys.list.expected, got: "an empty list") }
        var lines: [String: Int] = [:]
        return items.compactMap { item in
            guard let mapping = decoder.mapping(item, keys: AccountKeys.section.names) else { return nil }
            let account = Self(from: mapping, decoder: &decoder)
            guard let position = mapping[AccountKeys.name]?.position, let name = account?.name else { return account }
            guard let earlier = lines[name] else {
                lines[name] = position.line
                return account
            }
            decoder.report(
                item.path(to: AccountKeys.name.name), at: position, expected: "a name that no other account has",
                got: "\(QuotedText(name)), the name of the account on line \(earlier)")
            return nil
        }
    }

    private init?(from mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
        let name = decoder.required(AccountKeys.name, of: mapping)
        endpoint = decoder.value(AccountKeys.endpoint, of: mapping)
        region = decoder.value(AccountKeys.region, of: mapping)
        credentials = decoder.value(AccountKeys.credentials, of: mapping)
        pollInterval = decoder.value(AccountKeys.pollInterval, of: mapping)
        rateLimit = decoder.value(AccountKeys.rateLimit, of: mapping)
        maxPages = decoder.value(AccountKeys.maxPages, of: mapping)
        history = decoder.value(AccountKeys.history, of: mapping)
        guard let name else { return nil }
        self.name = name
    }
}

extension HistogramConfiguration {
    init(from mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
        self.init()
        wait = decoder.value(HistogramKeys.wait, of: mapping) ?? wait
        processing = decoder.value(HistogramKeys.processing, of: mapping) ?? processing
        turnaround = decoder.value(HistogramKeys.turnaround, of: mapping) ?? turnaround
        nativeSchema = decoder.value(HistogramKeys.nativeSchema, of: mapping) ?? nativeSchema
    }
}

extension HistogramBounds {
    init?(from value: ConfigurationValue, decoder: inout ConfigurationDecoder) {
        guard let items = decoder.list(value, of: "numbers of seconds") else { return nil }
        guard (1...Self.maximumCount).contains(items.count) else {
            decoder.report(value, expected: "1 to \(Self.maximumCount) bounds", got: "\(items.count)")
            return nil
        }
        var bounds: [Double] = []
        for item in items {
            let floor = bounds.last ?? 0
            guard
                let bound = decoder.number(
                    item, expected: "a number of seconds \(Self.expectation(above: bounds.last))",
                    where: { Self.canBound($0) && $0 > floor })
            else { return nil }
            bounds.append(bound)
        }
        self.init(seconds: bounds)
    }

    /// Where a bound has to lie that follows this one, or is the first.
    static func expectation(above floor: Double?) -> String {
        let least = floor.map { "above \(YAMLNumber($0)) and at most" } ?? "from \(YAMLNumber(range.lowerBound)) to"
        return "\(least) \(YAMLNumber(range.upperBound)), in whole milliseconds"
    }
}

extension LabelLimits {
    init(from mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
        self.init()
        taskTypes = decoder.value(LabelKeys.maxTaskTypes, of: mapping) ?? taskTypes
        subTaskTypes = decoder.value(LabelKeys.maxSubTaskTypes, of: mapping) ?? subTaskTypes
    }
}
