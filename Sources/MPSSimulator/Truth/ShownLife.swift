/// A task as the API has shown it so far: what someone who never looked away could know.
struct ShownLife: Sendable {
    /// The index of its type's profile.
    let type: Int
    let subTaskTypes: [String]
    let failed: Bool
    let created: ShownTime
    /// Unset as long as the task has not begun.
    let begun: ShownTime
    /// What its FINISH row showed first.
    let finished: ShownTime
    /// Whether it stood in a listing after it began.
    let wasStartShown: Bool
    /// Whether it stood in the FINISH listing.
    let wasFinishShown: Bool

    /// A FINISH row without readable FinishTime goes by its CreateTime.
    var momentOfFinish: ShownTime { finished.milliseconds == nil ? created : finished }

    var wait: ShownInterval {
        ShownInterval(from: created, unset: "create_unset", to: begun, unset: "begin_unset")
    }

    var processing: ShownInterval {
        ShownInterval(from: begun, unset: "begin_unset", to: finished, unset: "finish_unset")
    }

    var turnaround: ShownInterval {
        ShownInterval(from: created, unset: "create_unset", to: finished, unset: "finish_unset")
    }
}
