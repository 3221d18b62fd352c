package import TaskLedger

/// One pass through WAITING or PROCESSING: what its pages add up to, and the guards against one without an end.
package struct ListingPass: Sendable {
    /// How a pass stands.
    package enum State: Sendable, Equatable {
        /// The next page has this token; nil for the first.
        case goesOn(String?)
        /// Every page has been read.
        case complete
        /// Its tokens lead nowhere.
        case broken
    }

    /// The pass's number, ascending over all passes of the account.
    package let number: Int
    /// The listing.
    package let listing: TaskListing
    /// When it began, in milliseconds since 1970.
    package private(set) var started: Int64
    /// The last pass through WAITING that had come to its end when this one began; others may end while it goes on.
    package let waitingPass: WaitingPass?
    /// How it stands.
    package var state: State {
        if trail.isBroken { return .broken }
        return trail.isComplete ? .complete : .goesOn(trail.next)
    }

    /// Whether there is a next page.
    package var isUnderWay: Bool { if case .goesOn = state { true } else { false } }

    /// Whether no row came although TotalCount says that there are some: then it is not known what the listing holds.
    package private(set) var lacksRows = false
    /// Pages read.
    package private(set) var pages = 0
    private var failedCalls = 0
    /// Tasks by type, each once.
    package private(set) var tasksByType: [String: Int] = [:]
    /// The oldest CreateTime of WAITING or BeginProcessTime of PROCESSING, in milliseconds since 1970.
    package private(set) var oldest: Int64?
    private var taskIDs: Set<String> = []
    private var trail = TokenTrail()

    /// A pass that begins at `started`.
    package init(number: Int, listing: TaskListing, started: Int64, after waitingPass: WaitingPass? = nil) {
        self.number = number
        self.listing = listing
        self.started = started
        self.waitingPass = waitingPass
    }

    /// Sets the beginning by the API's own clock, which the first page told.
    package mutating func began(at moment: Int64) {
        started = moment
    }

    /// Takes in a page that has been committed.
    package mutating func take(_ sightings: [TaskSighting], token: String, totalCount: Int? = nil) {
        // Only the first page's TotalCount is that of the listing; a later one counts what follows.
        if pages == 0 { lacksRows = sightings.isEmpty && totalCount ?? 0 > 0 }
        if !sightings.isEmpty { lacksRows = false }
        pages += 1
        failedCalls = 0
        let seenBefore = taskIDs.count
        for sighting in sightings where taskIDs.insert(sighting.id).inserted {
            tasksByType[sighting.type, default: 0] += 1
            let time = (listing == .waiting ? sighting.created : sighting.begun).milliseconds
            oldest = [oldest, time].compactMap(\.self).min()
        }
        trail.follow(token, advances: taskIDs.count > seenBefore)
    }

    /// Takes in that the call for the next page failed.
    /// - Returns: whether it should be made again later, as not too many have failed in a row.
    package mutating func endures() -> Bool {
        failedCalls += 1
        return failedCalls < 20
    }
}
