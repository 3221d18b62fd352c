internal import TaskLedger
internal import TencentCloud

/// WAITING and PROCESSING, which are read to their end.
extension AccountCollector {
    func readPass(_ listing: TaskListing, within time: ReadingTime) async throws(PollFailure) {
        if longPasses[listing] != nil {
            // A pass is still under way in the background: this poll only looks at the depth.
            _ = try await readPage(listing, PageQuery(), pass: memory.passes, deadline: time.deadline)
        } else {
            memory.passes += 1
            var pass = ListingPass(
                number: memory.passes, listing: listing, started: clock.now().milliseconds, after: waitingPass)
            while pass.pages < settings.maxPages, pass.pages == 0 || clock.now() < time.enough, pass.isUnderWay {
                do throws(PollFailure) {
                    try await readOn(&pass, deadline: time.deadline, priority: .poll)
                } catch {
                    // What was read of a long listing is not read again because one page failed.
                    if pass.isUnderWay, pass.pages >= Self.pagesToKeep { longPasses[listing] = pass }
                    throw error
                }
            }
            if pass.isUnderWay { longPasses[listing] = pass }
        }
        let now = clock.now().milliseconds
        update(listing) { $0.lastSuccess = now }
    }

    private static var pagesToKeep: Int { 10 }

    /// Reads one more page of a pass.
    private func readOn(
        _ pass: inout ListingPass, deadline: UnixTime?, priority: CallPriority
    ) async throws(PollFailure) {
        guard case .goesOn(let token) = pass.state else { return }
        let page = try await readPage(
            pass.listing, PageQuery(token: token), pass: pass.number, deadline: deadline, priority: priority)
        if pass.pages == 0 { pass.began(at: page.read.moment) }
        pass.take(page.sightings, token: page.read.token, totalCount: page.read.totalCount)
        switch pass.state {
        case .goesOn: break
        case .complete: if !pass.lacksRows { complete(pass) }
        case .broken: throw .brokenListing(pass.listing.status)
        }
    }

    private func complete(_ pass: ListingPass) {
        let listing = CompletedListing(
            ended: clock.now().milliseconds, tasksByType: pass.tasksByType, oldest: pass.oldest)
        // Of a pass that ends between polls the values are complete at once.
        update(pass.listing) { status in
            status.listing = listing
            status.isComplete = true
        }
        completeListings.insert(pass.listing)
        if pass.listing == .waiting {
            waitingPass = WaitingPass(number: pass.number, started: pass.started)
        } else if let waitingPass = pass.waitingPass {
            // PROCESSING was read after all of WAITING: a task in neither has finished or is newer than the pass.
            awaitedSincePass = waitingPass.number
            createdLook = waitingPass.started
        }
    }

    /// Reads one more page of a pass that did not fit into its poll.
    /// - Returns: false if there is none, or none that goes on before the next poll.
    func continueLongPass() async -> Bool {
        let listings = [TaskListing.waiting, .processing].filter { !stalledPasses.contains($0) }
        guard let listing = listings.first(where: { longPasses[$0] != nil }), var pass = longPasses[listing] else {
            return false
        }
        do throws(PollFailure) {
            try await readOn(&pass, deadline: nil, priority: .background)
        } catch {
            guard error != .api(.cancelled) else { return false }
            note(error, listing.status)
            show(snapshot)
            // A call that failed is made again after the next poll; a token that the API has forgotten leads nowhere.
            // While polls of the listing fail as well it is not the pass's page that fails.
            let isOutage = status(of: listing).succeeded != true
            let goesOn = pass.isUnderWay && !error.isRefusal && (isOutage || pass.endures())
            longPasses[listing] = goesOn ? pass : nil
            stalledPasses.insert(listing)
            return true
        }
        longPasses[listing] = pass.isUnderWay ? pass : nil
        show(snapshot)
        return true
    }
}
