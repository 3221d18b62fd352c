package import Exposition
package import Logging
internal import MicroHTTP
internal import TaskLedger
package import TencentCloud

/// Renders metrics into scrapes.
package struct ScrapeRenderer: Sendable {
    /// When the server's certificate ends, in seconds since 1970; nil without TLS.
    package var certificateExpirySeconds: @Sendable () -> Int? = { nil }

    private let inForce: ConfigurationInForce
    private let showsExporter: Bool
    private let build: BuildInfo
    private let http: HTTPActivity
    private let clock: any WallClock
    private let logger: Logger

    /// A renderer by the limits of labels and the resolution of histograms that are in force at each rendering.
    /// - Parameter showsExporter: whether `process_*` and `mps_exporter_*` show.
    package init(
        inForce: ConfigurationInForce, showsExporter: Bool, build: BuildInfo, http: HTTPActivity,
        clock: any WallClock, logger: Logger
    ) {
        self.inForce = inForce
        self.showsExporter = showsExporter
        self.build = build
        self.http = http
        self.clock = clock
        self.logger = logger
    }

    /// The families of all accounts.
    package func polledFamilies(of source: ScrapeSource) -> MetricSet {
        let now = clock.now().milliseconds
        let configuration = inForce.configuration
        var families = FamilyCollection()
        for (snapshot, activity) in source.accounts {
            let counts = activity.counts
            let types = LabelFolding(
                order: snapshot.ledger?.totals.typeOrder ?? [], limit: configuration.labels.taskTypes)
            QueueMetrics.collect(snapshot, types: types, at: now, into: &families)
            TaskMetrics.collect(
                snapshot, types: types, subTaskTypeLimit: configuration.labels.subTaskTypes,
                nativeSchema: configuration.histograms.nativeSchema, into: &families)
            LedgerMetrics.collect(snapshot, created: counts.sinceSeconds, into: &families)
            PollMetrics.collect(snapshot, created: counts.sinceSeconds, into: &families)
            APIMetrics.collect(snapshot, counts, into: &families)
        }
        return checked(families)
    }

    /// The families that change without a poll.
    package func liveFamilies() -> MetricSet {
        var families = FamilyCollection()
        if showsExporter {
            let process = ProcessStatistics.read()
            ExporterMetrics.collect(build, inForce.reload, http.counts, created: process.startTime, into: &families)
            TLSMetrics.collect(certificateExpirySeconds(), into: &families)
            ProcessMetrics.collect(process, into: &families)
        }
        return checked(families)
    }

    private func checked(_ families: FamilyCollection) -> MetricSet {
        let set = MetricSet(families.metricFamilies)
        for refusal in set.refusals {
            logger.error("a metric was left out of the scrape", metadata: ["reason": "\(refusal)"])
        }
        return set
    }
}
