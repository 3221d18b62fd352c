/// The keys of `labels`.
enum LabelKeys {
    static let maxTaskTypes = ConfigurationKey(
        "max_task_types", .integer(in: 0...1000), unit: "types",
        standard: .value("\(LabelLimits.standardTaskTypes)"), example: "10",
        "Types that get label values of their own, in the order in which they were first seen; the rest is `other`.")
    static let maxSubTaskTypes = ConfigurationKey(
        "max_sub_task_types", .integer(in: 0...1000), unit: "types",
        standard: .value("\(LabelLimits.standardSubTaskTypes)"), example: "10", "The same for `sub_task_type`.")

    static let section = KeySection([maxTaskTypes.definition, maxSubTaskTypes.definition])
}
