import MediaProcessing
import TencentCloud

/// Passes calls on to an API whose rows are stamped by three backends, the clocks of which are a second apart.
struct SkewedLister: TaskLister {
    let lister: any TaskLister

    func page(
        _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
    ) async throws(APIError) -> TaskPage {
        var page = try await lister.page(request, deadline: deadline, priority: priority)
        page.tasks = page.tasks.map(stamped)
        return page
    }

    private func stamped(_ task: TaskSummary) -> TaskSummary {
        let skew = Duration.seconds(task.id.utf8.reduce(0) { $0 + Int($1) } % 3)
        var task = task
        task.createTime = shifted(task.createTime, by: skew)
        task.beginProcessTime = shifted(task.beginProcessTime, by: skew)
        task.finishTime = shifted(task.finishTime, by: skew)
        return task
    }

    private func shifted(_ time: TaskTime, by skew: Duration) -> TaskTime {
        time.time.map { .at($0 + skew) } ?? time
    }
}
