/// How many values of the open vocabularies may become label values; further ones become `other` (`labels` of the file).
package struct LabelLimits: Sendable, Equatable {
    package var taskTypes: Int
    package var subTaskTypes: Int

    package init(taskTypes: Int = 20, subTaskTypes: Int = 40) {
        self.taskTypes = taskTypes
        self.subTaskTypes = subTaskTypes
    }
}
