package import CurlHTTP
internal import Logging
internal import MediaProcessing
internal import TaskLedger
package import TencentCloud

extension AccountCollector {
    /// The collector of a configured account.
    /// - Parameter previous: what the account's former collector showed last, if there was one in this run.
    /// - Throws: `LedgerError` or `CredentialError`.
    init(
        _ account: AccountConfiguration, histograms: HistogramConfiguration,
        in surroundings: PolledAccounts.Surroundings, activity: APIActivity, continuing previous: AccountSnapshot?
    ) throws {
        let source = surroundings.source
        let client = APIClient(
            account, credentials: try account.credentials.provider(environment: surroundings.environment),
            transport: surroundings.transport, clock: surroundings.clock, observer: activity)
        let settings = CollectorSettings(
            account: account.name, pollInterval: account.pollInterval, maxPages: account.maxPages,
            history: account.history,
            layout: HistogramLayout(
                wait: DurationBounds(seconds: histograms.wait.seconds),
                processing: DurationBounds(seconds: histograms.processing.seconds),
                turnaround: DurationBounds(seconds: histograms.turnaround.seconds)),
            knownTypes: Self.documentedTypes)
        var accountLogger = surroundings.logger
        accountLogger[metadataKey: "account"] = "\(account.name)"
        try self.init(
            settings: settings, store: surroundings.store, lister: MediaProcessingClient(client: client),
            clock: surroundings.clock, logger: accountLogger, continuing: previous, show: { source.show($0) })
    }

    /// The task types that the API page names for DescribeTasks.
    private static var documentedTypes: [String] { ["WorkflowTask", "EditMediaTask", "LiveProcessTask"] }
}

extension APIClient {
    /// The client of a configured account.
    package convenience init(
        _ account: AccountConfiguration, credentials: any CredentialProvider, transport: any HTTPTransport,
        clock: any WallClock, observer: any APIObserver
    ) {
        self.init(
            Configuration(
                service: MediaProcessingClient.service, endpoint: account.endpoint,
                region: account.region, rateLimit: account.rateLimit),
            credentials: credentials, transport: transport, clock: clock, observer: observer)
    }
}

extension CredentialSource {
    /// What gives these credentials.
    /// - Throws: `CredentialError` if values that stand in the configuration cannot be credentials.
    package func provider(environment: [String: String]) throws(CredentialError) -> any CredentialProvider {
        switch self {
        case .keys(let secretID, let secretKey, let token):
            try StaticCredentials(secretID: secretID, secretKey: secretKey, token: token)
        case .files(let secretIDFile, let secretKeyFile, let tokenFile):
            FileCredentials(
                secretID: .file(path: secretIDFile), secretKey: .file(path: secretKeyFile),
                token: tokenFile.map { .file(path: $0) })
        case .environment:
            EnvironmentCredentials(environment: environment)
        }
    }
}
