extension ExporterConfiguration {
    /// Accounts that poll the queue of an earlier one as well, which stands beside each: the same credentials, endpoint and
    /// region. Every task of it is counted under both names, and both use up one limit of the API's calls.
    package var sharedQueues: [(account: String, earlier: String)] {
        accounts.enumerated().compactMap { place, account in
            accounts.prefix(place).first { isOneQueue($0, account) }.map { (account.name, $0.name) }
        }
    }

    private func isOneQueue(_ one: AccountConfiguration, _ other: AccountConfiguration) -> Bool {
        one.credentials == other.credentials && one.endpoint == other.endpoint && one.region == other.region
    }
}
