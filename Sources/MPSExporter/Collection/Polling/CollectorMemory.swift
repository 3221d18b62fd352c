internal import FoundationEssentials
package import TaskLedger

/// What the collector of an account remembers over a restart: the bookmark of its ledger.
package struct CollectorMemory: Sendable, Codable, Equatable {
    /// The reading of FINISH.
    package var finish = ListingMemory()
    /// The reading of FINISH narrowed to failed tasks.
    package var failed = ListingMemory()
    /// What SubTaskHasFailed does.
    package var failedFilter: FailedFilter {
        get { judgedFailedFilter ?? FailedFilter(isAccepted: acceptsFailedFilter) }
        set { judgedFailedFilter = newValue }
    }

    /// The same; nil in a state file of before its effect was judged.
    private var judgedFailedFilter: FailedFilter?
    /// Whether such a file's exporter found that the API knows it.
    private var acceptsFailedFilter: Bool?
    /// The oldest CreateTime of the tasks that were found in FINISH since the failed ones were last read through, in
    /// milliseconds since 1970.
    package var oldestUnjudged: Int64?
    /// From which time the API's window counts.
    package var window = WindowReading.creation
    /// Where that window ends to the second; nil in a state file of before this was learned.
    package var edge: WindowEdge?
    /// The sweep under way.
    package var sweep: Sweep?
    /// Whether the last sweep that began reads the failed tasks.
    package var lastSweepWasFailed = true
    /// A sweep that came to its end and is taken to heart when the next poll begins.
    package var endedSweep: Sweep?
    /// When FINISH was and will be read whole.
    package var finishSweeps = SweepSchedule()
    /// The same for failed tasks.
    package var failedSweeps = SweepSchedule()
    /// The number of the last pass through WAITING or PROCESSING.
    package var passes = 0
    /// Up to when FINISH was read to where all is known, in milliseconds since 1970.
    package var lastPoll: Int64?
    /// When missing tasks were last looked through, in milliseconds since 1970; nil in a state file of before they were.
    package var lastForgetting: Int64?
    /// When abandoned tasks were last forgotten, in milliseconds since 1970; nil in a state file of before they were
    /// remembered for longer than others.
    package var lastForgettingVanished: Int64?
    /// History that the API had dropped before it could be read, in milliseconds.
    package var gap: Int64 = 0

    /// Nothing is remembered.
    package init() {}

    /// What a bookmark holds.
    /// - Throws: `DecodingError` if it cannot be read.
    package init(bookmark: [UInt8]) throws {
        self = try JSONDecoder().decode(CollectorMemory.self, from: Data(bookmark))
    }

    /// The memory as a bookmark; nil only if it cannot be written as JSON, which no value of it causes.
    package var bookmark: [UInt8]? {
        (try? JSONEncoder().encode(self)).map { [UInt8]($0) }
    }
}
