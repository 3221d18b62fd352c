internal import Logging
internal import MediaProcessing
internal import TaskLedger
internal import TencentCloud

/// A page that has been read and committed.
struct CommittedPage {
    var sightings: [TaskSighting]
    var read: ReadPage
}

extension AccountCollector {
    /// Reads one page and commits it.
    ///
    /// - Parameters:
    ///   - pass: the pass that the page belongs to.
    ///   - isWhole: whether TotalCount, if it is the first page, is that of the whole status.
    func readPage(
        _ listing: TaskListing, _ query: PageQuery, pass: Int, deadline: UnixTime?, priority: CallPriority = .poll
    ) async throws(PollFailure) -> CommittedPage {
        let request = TaskPageRequest(
            status: listing.status, subTaskHasFailed: listing == .finishFailed ? true : nil, limit: settings.pageSize,
            scrollToken: query.token, startTime: query.window.map { UnixTime(milliseconds: $0.lowerBound) },
            endTime: query.window.map { UnixTime(milliseconds: $0.upperBound) })
        let page = try await fetch(request, of: listing, deadline: deadline, priority: priority)
        noteMetadata(of: page, listing, query)
        return try commit(page, in: listing, pass: pass)
    }

    /// Asks for a page that is not counted by that alone.
    func fetch(
        _ request: TaskPageRequest, of listing: TaskListing, deadline: UnixTime?, priority: CallPriority
    ) async throws(PollFailure) -> TaskPage {
        do throws(APIError) {
            let page = try await lister.page(request, deadline: deadline, priority: priority)
            apiClock.hear(page.serverTime, at: clock.now())
            update(listing) { $0.pages += 1 }
            return page
        } catch {
            throw .api(error)
        }
    }

    private func commit(_ page: TaskPage, in listing: TaskListing, pass: Int) throws(PollFailure) -> CommittedPage {
        let moment = (page.serverTime ?? clock.now()).milliseconds
        let sightings = page.tasks.map { TaskSighting($0) }
        let recorded = try write { (ledger) throws(LedgerError) in
            try ledger.record(
                sightings, in: listing, at: moment, pass: pass, bookmark: nil,
                oldest: moment - TaskWindow.lengthWithMargin)
        }
        let rows = zip(sightings, recorded.wasHeld).map { sighting, wasHeld in
            ReadRow(
                id: sighting.id, created: sighting.created.milliseconds, begun: sighting.begun.milliseconds,
                finished: sighting.finished.milliseconds, wasHeld: wasHeld)
        }
        if listing == .finish {
            let fresh = rows.filter { !$0.wasHeld }.compactMap(\.created)
            memory.oldestUnjudged = (fresh + [memory.oldestUnjudged].compactMap(\.self)).min()
        }
        let read = ReadPage(rows: rows, token: page.scrollToken, totalCount: page.totalCount, moment: moment)
        return CommittedPage(sightings: sightings, read: read)
    }

    private func noteMetadata(of page: TaskPage, _ listing: TaskListing, _ query: PageQuery) {
        // Only the first page's TotalCount is that of the queue; a later one counts what follows.
        if listing != .finishFailed, query == PageQuery() {
            let now = clock.now().milliseconds
            update(listing) { ($0.depth, $0.depthRead) = (page.totalCount, now) }
        }
        if page.rowsWithoutID > 0 {
            logger.warning(
                "rows without a TaskId cannot be counted",
                metadata: ["status": "\(listing.status.rawValue)", "rows": "\(page.rowsWithoutID)"])
        }
    }

    /// Does something that may write the state file, and notes if it could not be written.
    func write<Result>(
        _ body: (AccountLedger) throws(LedgerError) -> Result
    ) throws(PollFailure) -> Result {
        let ledger = try openLedger()
        do throws(LedgerError) {
            return try body(ledger)
        } catch {
            noteStateWritable(error)
            throw .ledger(error)
        }
    }

    /// Asks the ledger something that writes nothing, and notes if the state file could not even be read.
    func read<Result>(
        _ body: (AccountLedger) throws(LedgerError) -> Result
    ) throws(PollFailure) -> Result {
        let ledger = try openLedger()
        do throws(LedgerError) {
            return try body(ledger)
        } catch {
            noteStateWritable(error)
            throw .ledger(error)
        }
    }

    private func openLedger() throws(PollFailure) -> AccountLedger {
        guard let ledger else {
            throw .ledger(.failed(path: store.path, reason: "the ledger of \(settings.account) is not open"))
        }
        return ledger
    }

    /// Notes whether the state file can be used. A page that changes nothing writes nothing, so only the end of a poll,
    /// which always writes, shows that it can.
    func noteStateWritable(_ error: LedgerError?) {
        let isWritable = error == nil
        guard snapshot.isStateWritable != isWritable else { return }
        snapshot.isStateWritable = isWritable
        if let error {
            logger.error("counting is suspended", metadata: ["error": "\(error)"])
        } else {
            logger.notice("the state file can be written again; counting goes on")
        }
    }

    /// What is shown of the status of a listing.
    func status(of listing: TaskListing) -> StatusSnapshot {
        switch listing {
        case .waiting: snapshot.waiting
        case .processing: snapshot.processing
        case .finish, .finishFailed: snapshot.finish
        }
    }

    /// Changes what is shown of the status of a listing.
    func update(_ listing: TaskListing, _ change: (inout StatusSnapshot) -> Void) {
        switch listing {
        case .waiting: change(&snapshot.waiting)
        case .processing: change(&snapshot.processing)
        case .finish, .finishFailed: change(&snapshot.finish)
        }
    }
}
