/// What a simulated account knows about itself: the oracle that exporters and clients are compared with.
///
/// A task is submitted if its CreateTime, started if its BeginProcessTime, and finished if its FinishTime in the FINISH
/// listing falls into the span; a FINISH row without readable FinishTime goes by its CreateTime. Only what the API could
/// show counts: a begin or a finish outside of the 168 hours does not. A FinishTime that shows up late does not count.
package struct Truth: Sendable, Hashable, Codable {
    /// The account's SecretId.
    package var account: String
    /// The moment of this truth, in seconds since 1970.
    package var now: Double
    /// The first second that counts, and the first that does not count any more.
    package var since: Double
    package var until: Double?
    /// False if tasks that would count have been forgotten: `since` lies before tasks that were older than 8 days when it was
    /// first asked for.
    package var exact: Bool
    /// By `WAITING`, `PROCESSING` and `FINISH`.
    package var listings: [String: TruthGauge]
    package var bounds: TruthBounds
    package var types: [String: TruthOfType]
    package var skipped: [TruthSkip]
    /// Finished tasks by each of their subtask types, each task once per type.
    package var subTasks: [String: UInt64]
}
