/// The configuration in force: file, flags, environment and defaults merged and checked.
package struct ExporterConfiguration: Sendable, Equatable {
    /// From the start of one poll to the next, unless file or flags say otherwise.
    package static let standardPollInterval = Duration.seconds(15)
    /// The state file in the working directory, or in `$STATE_DIRECTORY`.
    package static let standardStatePath = "state.sqlite"

    /// The interval of accounts that name none; at least one second.
    package var pollInterval: Duration
    /// Path of the SQLite file, or `:memory:`.
    package var statePath: String
    /// At least one account; names are unique.
    package var accounts: [AccountConfiguration]
    package var histograms: HistogramConfiguration
    package var labels: LabelLimits

    package init(
        pollInterval: Duration = standardPollInterval,
        statePath: String = standardStatePath,
        accounts: [AccountConfiguration],
        histograms: HistogramConfiguration = HistogramConfiguration(),
        labels: LabelLimits = LabelLimits()
    ) {
        self.pollInterval = pollInterval
        self.statePath = statePath
        self.accounts = accounts
        self.histograms = histograms
        self.labels = labels
    }
}
