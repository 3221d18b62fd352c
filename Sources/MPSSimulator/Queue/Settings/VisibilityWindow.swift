/// Which tasks of the last 168 hours can be listed: the documentation does not say from when the hours count.
package enum VisibilityWindow: Sendable, Hashable, CaseIterable {
    /// From CreateTime, whatever the status: a task that lives longer vanishes unfinished.
    case byCreation
    /// From FinishTime; unfinished tasks are always listed.
    case byFinish

    /// The length of the window, in seconds.
    package static let seconds = 168 * 3600
}
