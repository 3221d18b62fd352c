/// One row of one listing: everything that the accounting may know of a task.
package struct TaskSighting: Sendable, Hashable {
    /// TaskId, the identity of the task.
    package var id: String
    /// TaskType, an open vocabulary.
    package var type: String
    /// SubTaskTypes, as listed; repeated entries count once.
    package var subTaskTypes: [String]
    /// CreateTime.
    package var created: SightedTime
    /// BeginProcessTime.
    package var begun: SightedTime
    /// FinishTime.
    package var finished: SightedTime

    /// A row as the API gave it.
    package init(
        id: String, type: String, subTaskTypes: [String] = [],
        created: SightedTime, begun: SightedTime, finished: SightedTime
    ) {
        self.id = id
        self.type = type
        self.subTaskTypes = subTaskTypes
        self.created = created
        self.begun = begun
        self.finished = finished
    }
}
