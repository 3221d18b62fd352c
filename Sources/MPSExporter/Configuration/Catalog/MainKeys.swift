/// The keys of the configuration file.
enum MainKeys {
    static let pollInterval = ConfigurationKey(
        "poll_interval", .duration(.pollInterval),
        standard: .value(ExporterConfiguration.standardPollInterval.prometheusText), example: "30s",
        "From the start of one poll to the next, for accounts that name none.")
    static let statePath = ConfigurationKey(
        "state_path", .text(.path), standard: .value(ExporterConfiguration.standardStatePath),
        example: "/var/lib/mps-exporter/state.sqlite",
        """
        SQLite file of everything counted, from the working directory; `:memory:` keeps nothing. \
        Without the key, in the folder `STATE_DIRECTORY` if that is set.
        """)
    static let accounts = ConfigurationKey(
        "accounts", AccountKeys.list, standard: .told("one account named `default`"), "The accounts to poll.")
    static let histograms = ConfigurationKey(
        "histograms", .section(HistogramKeys.section) { HistogramConfiguration(from: $0, decoder: &$1) },
        standard: .told("all defaults"), "Buckets of the duration histograms.")
    static let labels = ConfigurationKey(
        "labels", .section(LabelKeys.section) { LabelLimits(from: $0, decoder: &$1) },
        standard: .told("all defaults"), "How many values of open vocabularies become label values.")

    static let section = KeySection([
        pollInterval.definition, statePath.definition, accounts.definition, histograms.definition, labels.definition,
    ])
}
