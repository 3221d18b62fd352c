internal import TaskLedger
internal import TencentCloud

/// WAITING and PROCESSING, which are read to their end.
extension AccountCollector {
    func readPass(_ listing: TaskListing, deadline: UnixTime) async throws(PollFailure) {
        update(listing) { $0.isComplete = false }
        if longPasses[listing] != nil {
            // A pass is still under way in the background: this poll only looks at the depth.
            _ = try await readPage(listing, PageQuery(), pass: memory.passes, deadline: deadline)
        } else {
            memory.passes += 1
            let pass = ListingPass(number: memory.passes, listing: listing, started: clock.now().milliseconds)
            let read = try await readOn(pass, pages: settings.maxPages, deadline: deadline, priority: .poll)
            if case .goesOn = read.state { longPasses[listing] = read }
        }
        let now = clock.now().milliseconds
        update(listing) { $0.lastSuccess = now }
    }

    /// Reads on with a pass for at most so many pages.
    private func readOn(
        _ pass: ListingPass, pages: Int, deadline: UnixTime?, priority: CallPriority
    ) async throws(PollFailure) -> ListingPass {
        var pass = pass
        for _ in 0..<pages {
            guard case .goesOn(let token) = pass.state else { break }
            let page = try await readPage(
                pass.listing, PageQuery(token: token), pass: pass.number, deadline: deadline, priority: priority)
            if pass.pages == 0 { pass.began(at: page.read.moment) }
            pass.take(page.sightings, token: page.read.token)
        }
        switch pass.state {
        case .goesOn: break
        case .complete: complete(pass)
        case .broken: throw .brokenListing(pass.listing.status)
        }
        return pass
    }

    private func complete(_ pass: ListingPass) {
        let listing = CompletedListing(
            ended: clock.now().milliseconds, tasksByType: pass.tasksByType, oldest: pass.oldest)
        update(pass.listing) { status in
            status.listing = listing
            status.isComplete = true
        }
        if pass.listing == .waiting {
            waitingPass = pass
            passesAtWaitingEnd = memory.passes
        } else if let waitingPass, pass.number > passesAtWaitingEnd {
            // PROCESSING was read after all of WAITING: a task in neither has finished or is newer than the pass.
            awaitedSincePass = waitingPass.number
            createdLook = waitingPass.started
        }
    }

    /// Reads one more page of a pass that did not fit into its poll.
    /// - Returns: false if there is none.
    func continueLongPass() async -> Bool {
        guard let listing = [TaskListing.waiting, .processing].first(where: { longPasses[$0] != nil }),
            let pass = longPasses[listing]
        else { return false }
        do throws(PollFailure) {
            let read = try await readOn(pass, pages: 1, deadline: nil, priority: .background)
            if case .goesOn = read.state { longPasses[listing] = read } else { longPasses[listing] = nil }
        } catch {
            longPasses[listing] = nil
            note(error, listing.status)
        }
        show(snapshot)
        return true
    }
}
