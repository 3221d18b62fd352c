/// A page on its way into the ledger, which it does not change.
struct PageDraft {
    private(set) var page = RecordedPage(wasHeld: [])
    private(set) var entries: [TotalsEntry] = []
    private(set) var changes: [TaskChange] = []
    private let ledger: AccountLedger
    private let listing: TaskListing
    private let moment: Int64
    private let oldest: Int64
    /// The place among the changes of each task of the page, by the hash of its id.
    private var places: [Int64: Int] = [:]
    private var isSighted: [Bool] = []
    /// The places of tasks that are too old to be taken up.
    private var outdated: Set<Int> = []

    init(_ ledger: AccountLedger, listing: TaskListing, moment: Int64, oldest: Int64) {
        self.ledger = ledger
        self.listing = listing
        self.moment = moment
        self.oldest = oldest
    }

    /// Tasks whose state the page changes, and what it adds to the totals.
    var journalPage: JournalPage {
        JournalPage(entries: entries, changes: changes.filter { $0.now != $0.before })
    }

    /// Accounts for the rows of the page. Tasks that the ledger does not have in memory are looked up by `find`.
    mutating func take(
        _ sightings: [TaskSighting], find: ([TaskKey], (TaskKey, TaskState) -> Void) throws -> Void
    ) throws {
        changes.reserveCapacity(sightings.count)
        places.reserveCapacity(sightings.count)
        page.wasHeld.reserveCapacity(sightings.count)
        let order = sightings.map { place(of: $0) }
        isSighted = Array(repeating: false, count: changes.count)
        try recall(find)
        for (sighting, place) in zip(sightings, order) { take(sighting, at: place) }
    }

    private mutating func place(of sighting: TaskSighting) -> Int {
        let idHash = TaskKey.hash(of: sighting.id)
        if let place = places[idHash] { return place }
        let known = ledger.unfinished[idHash]?.state ?? ledger.recent[idHash]?.now
        let new = TaskState(phases: [], created: sighting.created.milliseconds ?? 0)
        changes.append(TaskChange(id: sighting.id, idHash: idHash, before: known, now: known ?? new))
        places[idHash] = changes.count - 1
        return changes.count - 1
    }

    /// Looks up tasks that may have stood in FINISH long before, there perhaps without a CreateTime.
    private mutating func recall(_ find: ([TaskKey], (TaskKey, TaskState) -> Void) throws -> Void) throws {
        let sought = changes.filter { $0.before == nil }.map { TaskKey(created: $0.now.created, idHash: $0.idHash) }
        if !sought.isEmpty { try find(sought) { recall($0, $1) } }
        guard ledger.undatedRows > 0 else { return }
        let undated = changes.filter { $0.before == nil }.map { TaskKey(created: 0, idHash: $0.idHash) }
        if !undated.isEmpty { try find(undated) { recall($0, $1) } }
    }

    private mutating func recall(_ key: TaskKey, _ state: TaskState) {
        guard let place = places[key.idHash] else { return }
        changes[place].before = state
        changes[place].now = state
    }

    private mutating func take(_ sighting: TaskSighting, at place: Int) {
        let known = changes[place]
        guard !isOutdated(sighting, known, at: place) else {
            changes[place].before = known.now
            outdated.insert(place)
            return page.wasHeld.append(true)
        }
        let transition = ledger.rule.transition(of: sighting, in: listing, counted: known.now.phases)
        if !transition.added.isEmpty || ledger.totals.types[sighting.type] == nil {
            entries.append(TotalsEntry(transition, of: sighting, at: moment))
        }
        page.wasHeld.append(isHeld(known, isSighted: isSighted[place]))
        if listing.isFinish, known.before != nil, known.now.finished == nil { page.settled += 1 }
        isSighted[place] = true
        changes[place].take(sighting, transition, in: listing, at: moment)
    }

    private func isOutdated(_ sighting: TaskSighting, _ known: TaskChange, at place: Int) -> Bool {
        guard listing.isFinish, known.before == nil || outdated.contains(place),
            let finished = sighting.finished.milliseconds
        else { return false }
        return max(sighting.created.milliseconds ?? 0, finished) < oldest
    }

    private func isHeld(_ task: TaskChange, isSighted: Bool) -> Bool {
        switch listing {
        case .waiting, .processing: task.before != nil || isSighted
        case .finish: task.now.phases.contains(.listedFinish)
        case .finishFailed: task.now.phases.contains(.listedFailed)
        }
    }
}
