package import TaskLedger

/// How an account is polled.
package struct CollectorSettings: Sendable, Equatable {
    /// The label value.
    package var account: String
    /// From the start of one poll to the start of the next.
    package var pollInterval: Duration
    /// Pages that one pass through WAITING or PROCESSING may take within a poll.
    package var maxPages: Int
    /// How far before the first poll the counters reach back.
    package var history: Duration
    /// The classic buckets.
    package var layout: HistogramLayout
    /// Rows of a page to ask for, 1 to 100.
    package var pageSize: Int
    /// Task types whose counters show from the start.
    package var knownTypes: [String]

    /// Settings of one account.
    package init(
        account: String, pollInterval: Duration, maxPages: Int, history: Duration, layout: HistogramLayout,
        pageSize: Int = 100, knownTypes: [String] = []
    ) {
        self.account = account
        self.pollInterval = pollInterval
        self.maxPages = maxPages
        self.history = history
        self.layout = layout
        self.pageSize = pageSize
        self.knownTypes = knownTypes
    }
}
