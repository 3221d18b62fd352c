/// How many values of the open vocabularies may become label values; further ones become `other` (`labels` of the file).
package struct LabelLimits: Sendable, Equatable {
    /// Task types with a label value of their own, if the file says nothing.
    package static let standardTaskTypes = 20
    /// Subtask types with a label value of their own, if the file says nothing.
    package static let standardSubTaskTypes = 40

    package var taskTypes: Int
    package var subTaskTypes: Int

    package init(taskTypes: Int = standardTaskTypes, subTaskTypes: Int = standardSubTaskTypes) {
        self.taskTypes = taskTypes
        self.subTaskTypes = subTaskTypes
    }
}
