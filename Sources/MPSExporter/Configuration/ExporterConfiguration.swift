/// The configuration in force: file, flags, environment and defaults merged and checked.
package struct ExporterConfiguration: Sendable, Equatable {
    /// The interval of accounts that name none; at least one second.
    package var pollInterval: Duration
    /// Path of the SQLite file, or `:memory:`.
    package var statePath: String
    /// At least one account; names are unique.
    package var accounts: [AccountConfiguration]
    package var histograms: HistogramConfiguration
    package var labels: LabelLimits

    package init(
        pollInterval: Duration = .seconds(15),
        statePath: String = "state.sqlite",
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
