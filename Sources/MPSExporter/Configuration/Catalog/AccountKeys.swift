internal import TencentCloud

/// The keys of an account.
enum AccountKeys {
    static let name = ConfigurationKey(
        "name", .text(.accountName), standard: .needed, example: "prod",
        """
        The label `account`, and the account's place in the state file: a new name counts anew. \
        No two accounts have the same.
        """)
    static let endpoint = ConfigurationKey(
        "endpoint", .text(.endpoint), standard: .value(ExporterConfiguration.defaultEndpoint.host),
        example: "mps.tencentcloudapi.com", "Where the API is; https unless a URL says http.")
    static let region = ConfigurationKey(
        "region", .text(.region), standard: .told("not sent"), example: "ap-singapore",
        "Sent as X-TC-Region; DescribeTasks does not need it. Small letters, digits and `-`.")
    static let credentials = ConfigurationKey(
        "credentials", CredentialKeys.mapping, standard: .told("the environment's"),
        "The account's key: values, or paths of files with a value each.")
    static let pollInterval = ConfigurationKey(
        "poll_interval", .duration(.pollInterval), standard: .told("the common one"), example: "1m",
        "In place of the common one.")
    static let rateLimit = ConfigurationKey(
        "rate_limit", .number("a number from 0.01 to 100") { (0.01...100).contains($0) }, unit: "calls a second",
        standard: .value("\(YAMLNumber(AccountConfiguration.standardRateLimit))"), example: "2.5",
        "Calls in any second, repetitions included. MPS allows an account 100, shared with its other programs.")
    static let maxPages = ConfigurationKey(
        "max_pages", .integer(in: 1...1_000_000), unit: "pages of 100 tasks",
        standard: .value("\(AccountConfiguration.standardMaxPages)"), example: "500",
        """
        What one poll reads of WAITING, and of PROCESSING, at most, and for two intervals or half a minute at most; the \
        rest follows in the background.
        """)
    static let history = ConfigurationKey(
        "history", .duration(.history), standard: .value(AccountConfiguration.standardHistory.prometheusText),
        example: "1d",
        """
        How far before its first poll an account is counted. Of the oldest tasks of 7d some leave the API's listing before \
        they are read. Of no effect once the account is in the state file.
        """)

    static let section = KeySection(
        [
            name.definition, endpoint.definition, region.definition, credentials.definition, pollInterval.definition,
            rateLimit.definition, maxPages.definition, history.definition,
        ], isList: true)

    static let list = ValueRule<[FileConfiguration.Account]>(
        type: "list of mappings", expected: "at least one account", section: section
    ) { FileConfiguration.Account.list(from: $0, decoder: &$1) }
}
