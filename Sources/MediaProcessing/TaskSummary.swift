/// One task of a listing: what `TaskSimpleInfo` of the API says.
package struct TaskSummary: Sendable, Hashable {
    package var id: String
    /// `TaskType`, an open set; empty if the API left it out.
    package var type: String
    /// `SubTaskTypes`, an open set of two mixed vocabularies; empty if the API left it out.
    package var subTaskTypes: [String]
    package var createTime: TaskTime
    package var beginProcessTime: TaskTime
    package var finishTime: TaskTime

    package init(
        id: String, type: String, subTaskTypes: [String] = [], createTime: TaskTime, beginProcessTime: TaskTime,
        finishTime: TaskTime
    ) {
        self.id = id
        self.type = type
        self.subTaskTypes = subTaskTypes
        self.createTime = createTime
        self.beginProcessTime = beginProcessTime
        self.finishTime = finishTime
    }
}
