internal import Logging
internal import MediaProcessing
internal import TaskLedger
internal import TencentCloud

/// SubTaskHasFailed: what is counted by it is never taken back, so its answers have to show first what it does.
extension AccountCollector {
    /// Reads the failed tasks of FINISH, if the API can tell them.
    func readFailed(within time: ReadingTime) async throws(PollFailure) {
        if memory.failedFilter.isInQuestion(at: clock.now().milliseconds) {
            try await judgeFailedFilter(deadline: time.deadline)
        }
        guard memory.failedFilter.belief == .tells else { return }
        try await readFinished(failed: true, within: time)
    }

    private func judgeFailedFilter(deadline: UnixTime) async throws(PollFailure) {
        let depth = snapshot.finish.depth
        var probe = FailedFilterProbe(isFinishEmpty: depth == 0)
        while let call = probe.next {
            // Where TotalCount is missing, the rows have to tell.
            let request = TaskPageRequest(
                status: .finish, subTaskHasFailed: call.filter, limit: depth == nil ? settings.pageSize : 1)
            do throws(PollFailure) {
                let page = try await fetch(request, of: .finish, deadline: deadline, priority: .poll)
                probe.take(FailedFilterProbe.Answer(page))
            } catch {
                guard call != .all, noteFilterRefusal(error) else { throw error }
                return
            }
        }
        logger.debug("SubTaskHasFailed probed", metadata: ["verdict": "\(probe.verdict)"])
        let before = memory.failedFilter.belief
        memory.failedFilter.conclude(probe.verdict, at: clock.now().milliseconds)
        guard memory.failedFilter.belief != before else { return }
        switch memory.failedFilter.belief {
        case .tells: logger.info("SubTaskHasFailed tells the failed tasks of FINISH, which are counted")
        case .useless:
            logger.notice("the API takes SubTaskHasFailed but does not select by it; failed tasks cannot be counted")
        case .untried, .accepted, .refused: break
        }
    }

    /// Notes a failed call with SubTaskHasFailed, right after one without it was answered.
    /// - Returns: whether the API does not have the filter, by this call; it is served without then.
    func noteFilterRefusal(_ error: PollFailure) -> Bool {
        guard error.isRefusal else { return false }
        let before = memory.failedFilter.belief
        guard memory.failedFilter.refused(at: clock.now().milliseconds) else { return false }
        if before != .refused {
            logger.notice("the API has no SubTaskHasFailed filter; failed tasks cannot be counted")
        }
        return true
    }
}

extension FailedFilterProbe.Answer {
    fileprivate init(_ page: TaskPage) {
        self.init(ids: Set(page.tasks.map(\.id)), totalCount: page.totalCount, isWhole: page.scrollToken.isEmpty)
    }
}
