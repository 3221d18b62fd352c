package import Exposition
package import Logging
internal import MicroHTTP
internal import TaskLedger
package import TencentCloud

/// Renders metrics into scrapes.
package struct ScrapeRenderer: Sendable {
    /// What shapes the metrics.
    package struct Options: Sendable {
        /// Task types that show by name.
        package var taskTypes: Int
        /// Subtask types that show by name.
        package var subTaskTypes: Int
        /// Resolution of the native histograms.
        package var nativeSchema: Int
        /// Whether `process_*` and `mps_exporter_*` show.
        package var showsExporter: Bool

        /// All options.
        package init(taskTypes: Int, subTaskTypes: Int, nativeSchema: Int, showsExporter: Bool) {
            self.taskTypes = taskTypes
            self.subTaskTypes = subTaskTypes
            self.nativeSchema = nativeSchema
            self.showsExporter = showsExporter
        }
    }

    private let options: Options
    private let build: BuildInfo
    private let http: HTTPActivity
    private let clock: any WallClock
    private let logger: Logger

    /// A renderer with these options.
    package init(options: Options, build: BuildInfo, http: HTTPActivity, clock: any WallClock, logger: Logger) {
        self.options = options
        self.build = build
        self.http = http
        self.clock = clock
        self.logger = logger
    }

    /// The families of all accounts.
    package func polledFamilies(of source: ScrapeSource) -> MetricSet {
        let now = clock.now().seconds
        var families = FamilyCollection()
        for (snapshot, activity) in source.accounts {
            let types = LabelFolding(order: snapshot.ledger?.totals.typeOrder ?? [], limit: options.taskTypes)
            QueueMetrics.collect(snapshot, types: types, at: now, into: &families)
            TaskMetrics.collect(
                snapshot, types: types, subTaskTypeLimit: options.subTaskTypes, nativeSchema: options.nativeSchema,
                into: &families)
            LedgerMetrics.collect(snapshot, into: &families)
            PollMetrics.collect(snapshot, into: &families)
            APIMetrics.collect(snapshot, activity.counts, into: &families)
        }
        return checked(families)
    }

    /// The families that change without a poll.
    package func liveFamilies(reload: ReloadState) -> MetricSet {
        var families = FamilyCollection()
        if options.showsExporter {
            ExporterMetrics.collect(build, reload, http.counts, into: &families)
            ProcessMetrics.collect(.read(), into: &families)
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
