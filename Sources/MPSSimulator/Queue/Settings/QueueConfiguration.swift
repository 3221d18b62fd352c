/// Everything that determines one account's queue: two queues of the same configuration are the same to the last byte.
package struct QueueConfiguration: Sendable, Hashable {
    package var seed: UInt64 = 1
    /// The number before the type in task ids, which is the account's own at MPS.
    package var accountNumber: UInt64 = 1_256_000_001
    /// How many times faster than life the queue moves; timestamps stay those of the clock.
    package var speed = 1.0
    /// Mean arrivals, in tasks a second of the queue's life.
    package var arrivalRate = 1.0
    package var dayCurve = DayCurve()
    package var bursts = Bursts.none
    package var types = TaskTypeProfile.usualMix
    /// How many tasks are processed at the same time.
    package var workers = 100
    /// How many finished tasks are listed at the start.
    package var history = 0
    /// The seconds before the start over which they were created, evenly; shorter than the window, so that all are listed.
    package var historySpan = VisibilityWindow.seconds - 1
    package var order = ListingOrder.createDescending
    package var timeFilter = TimeFilter(.byCreate)
    package var outcomeFilter = OutcomeFilter.honoured
    package var window = VisibilityWindow.byCreation
    package var oddities = Oddities()
    /// ScrollTokens that are not the id of the next task.
    package var opaqueTokens = false

    package init() {}
}
