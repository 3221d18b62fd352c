/// How many values of the open vocabularies may become label values; further ones become `other` (`labels` of the file).
package struct LabelLimits: Sendable, Equatable {
    package static let standardTaskTypes = 20
    package static let standardSubTaskTypes = 40

    package var taskTypes: Int
    package var subTaskTypes: Int

    package init(taskTypes: Int = standardTaskTypes, subTaskTypes: Int = standardSubTaskTypes) {
        self.taskTypes = taskTypes
        self.subTaskTypes = subTaskTypes
    }
}
