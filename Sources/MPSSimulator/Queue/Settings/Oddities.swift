/// The shares of tasks that show what the API's documentation shows or leaves open. Each is a probability; all are 0 by
/// default. A task can have several.
package struct Oddities: Sendable, Hashable {
    /// FINISH rows whose FinishTime is never set.
    package var missingFinishTime = 0.0
    /// FINISH rows whose FinishTime is unset until `finishTimeDelay` has passed.
    package var lateFinishTime = 0.0
    /// Seconds on the wall clock after which a late FinishTime shows up.
    package var finishTimeDelay = 60
    /// Tasks that are never processed: they wait, then stand in FINISH with BeginProcessTime unset.
    package var neverStarted = 0.0
    /// Tasks whose BeginProcessTime lies up to 5 seconds before their CreateTime.
    package var beginBeforeCreate = 0.0
    /// Tasks that are done in no time, so that most polls never see them unfinished.
    package var instant = 0.0
    /// Tasks that are processed for 7.5 to 9 days on the wall clock, without occupying a worker.
    package var overWindow = 0.0
    /// Tasks without CreateTime.
    package var createTimeUnset = 0.0
    /// Tasks whose CreateTime has no zone or is no time at all.
    package var createTimeUnparsable = 0.0
    /// FINISH rows whose FinishTime has no zone or is no time at all.
    package var finishTimeUnparsable = 0.0
    /// Rows that contradict their status: BeginProcessTime in WAITING, FinishTime in PROCESSING.
    package var contradictoryTimes = 0.0
    /// Tasks whose times are written with the offset `+08:00`.
    package var offsetForm = 0.0
    /// Tasks whose times have a fraction of a second.
    package var fractionForm = 0.0
    /// Tasks whose SubTaskTypes name one type twice.
    package var repeatedSubTask = 0.0
    /// The spellings of an unset time, equally often.
    package var unsetForms: [UnsetForm] = [.zeros]

    package init() {}

    /// A little of everything.
    package static let all: Oddities = {
        var oddities = Oddities()
        oddities.missingFinishTime = 0.03
        oddities.neverStarted = 0.03
        oddities.beginBeforeCreate = 0.03
        oddities.instant = 0.05
        oddities.overWindow = 0.001
        oddities.createTimeUnset = 0.01
        oddities.createTimeUnparsable = 0.01
        oddities.finishTimeUnparsable = 0.01
        oddities.contradictoryTimes = 0.05
        oddities.offsetForm = 0.1
        oddities.fractionForm = 0.1
        oddities.repeatedSubTask = 0.02
        oddities.unsetForms = UnsetForm.allCases
        return oddities
    }()
}
