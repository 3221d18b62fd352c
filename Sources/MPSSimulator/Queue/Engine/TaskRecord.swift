/// One task, in 24 bytes. Times are whole seconds since 1970, as on the wire.
struct TaskRecord: Sendable {
    let created: UInt32
    /// 0 as long as it has not begun.
    var begun: UInt32 = 0
    /// 0 as long as it has not finished.
    var finished: UInt32 = 0
    /// Its index in the log of begins, if that is kept.
    var beginPlace: UInt32 = 0
    /// Its index in the log of finishes, if that is kept.
    var finishPlace: UInt32 = 0
    /// The index of its type's profile.
    let type: UInt8
    var phase = TaskPhase.waiting
    var traits: TaskTraits
}
