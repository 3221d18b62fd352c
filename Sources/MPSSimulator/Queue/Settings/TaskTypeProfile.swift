/// What is special to one task type of the simulated account.
package struct TaskTypeProfile: Sendable, Hashable {
    /// The wire's `TaskType`; letters and digits only, since it becomes part of task ids.
    package var name: String
    /// How often it comes, relative to the other types.
    package var share: Double
    /// How long it is processed.
    package var serviceTime: ServiceTime
    /// The lists of `SubTaskTypes` its tasks may have, equally often. Empty: none.
    package var subTaskTypes: [[String]]
    /// The share of its tasks that finish with a failed subtask.
    package var failureShare: Double
    /// False for live tasks, which begin at once and occupy no worker.
    package var needsWorker: Bool

    package init(
        name: String, share: Double, serviceTime: ServiceTime, subTaskTypes: [[String]] = [["action-trans"]],
        failureShare: Double = 0.02, needsWorker: Bool = true
    ) {
        self.name = name
        self.share = share
        self.serviceTime = serviceTime
        self.subTaskTypes = subTaskTypes
        self.failureShare = failureShare
        self.needsWorker = needsWorker
    }

    /// A plausible account: workflows of both subtask vocabularies, edits, schedules and a few live streams. One task a
    /// second of this mix keeps about 90 workers busy.
    package static let usualMix: [TaskTypeProfile] = [
        TaskTypeProfile(
            name: "WorkflowTask", share: 0.62, serviceTime: .logNormal(medianSeconds: 45, sigma: 1),
            subTaskTypes: [
                ["Transcode"], ["action-trans"], ["Transcode", "AiRecognition"], ["Transcode", "SampleSnapshot"],
                ["AdaptiveDynamicStreaming", "ImageSprites"], ["AiContentReview"],
            ]),
        TaskTypeProfile(
            name: "EditMediaTask", share: 0.15, serviceTime: .logNormal(medianSeconds: 20, sigma: 0.8),
            subTaskTypes: [[]], failureShare: 0.01),
        TaskTypeProfile(
            name: "ScheduleTask", share: 0.2, serviceTime: .logNormal(medianSeconds: 120, sigma: 1),
            subTaskTypes: [["input", "action-trans", "output"], ["action-AIAnalysis"], ["action-SmartSubtitles"]],
            failureShare: 0.04),
        TaskTypeProfile(
            name: "LiveProcessTask", share: 0.03, serviceTime: .logNormal(medianSeconds: 7200, sigma: 0.7),
            subTaskTypes: [["LiveRecord"], ["AiQualityControl"]], needsWorker: false),
    ]
}
