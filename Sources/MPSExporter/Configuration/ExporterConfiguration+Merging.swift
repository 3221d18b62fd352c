package import TencentCloud

extension ExporterConfiguration {
    /// The endpoint of an account that names none: mps.intl.tencentcloudapi.com.
    package static let defaultEndpoint: Endpoint = {
        guard let endpoint = try? Endpoint(parsing: "mps.intl.tencentcloudapi.com") else {
            preconditionFailure("The default endpoint has to be one that an endpoint can be read from.")
        }
        return endpoint
    }()

    /// Flag over file over environment over default.
    ///
    /// A file without `accounts` leaves one account named `default`. An account without `credentials` has those of the
    /// environment. A flag stands in for every account's own value too.
    init(file: FileConfiguration, flags: RunFlags.Values, environment: [String: String]) {
        let pollInterval = flags.pollInterval ?? file.pollInterval ?? Self.standardPollInterval
        let accounts = (file.accounts ?? [FileConfiguration.Account(name: "default")]).map { account in
            AccountConfiguration(
                name: account.name,
                endpoint: flags.endpoint ?? account.endpoint ?? Self.defaultEndpoint,
                region: account.region,
                credentials: account.credentials ?? .environment,
                pollInterval: flags.pollInterval ?? account.pollInterval ?? pollInterval,
                rateLimit: account.rateLimit ?? AccountConfiguration.standardRateLimit,
                maxPages: account.maxPages ?? AccountConfiguration.standardMaxPages,
                history: account.history ?? AccountConfiguration.standardHistory)
        }
        self.init(
            pollInterval: pollInterval,
            statePath: flags.statePath ?? file.statePath ?? Self.statePath(in: environment),
            accounts: accounts,
            histograms: file.histograms,
            labels: file.labels)
    }

    /// systemd separates several state directories by colons and puts the unit's first one first.
    private static func statePath(in environment: [String: String]) -> String {
        guard let directory = environment[.stateDirectory]?.split(separator: ":").first else {
            return standardStatePath
        }
        return "\(directory)/\(standardStatePath)"
    }
}
