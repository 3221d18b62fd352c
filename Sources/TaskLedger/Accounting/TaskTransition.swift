/// What one sighting adds to the totals, given what was already counted of its task.
package struct TaskTransition: Sendable, Hashable {
    /// Everything counted of the task once this transition is committed.
    package var phases: CountedPhases
    /// What is counted now and was not before.
    package var added: CountedPhases
    /// The wait, if this sighting settles it.
    package var wait: DurationOutcome?
    /// The processing time, if this sighting settles it.
    package var processing: DurationOutcome?
    /// The turnaround, if this sighting settles it.
    package var turnaround: DurationOutcome?
}
