/// What gives a task its place among others.
enum ListingAxis: Sendable, Hashable {
    /// The moment of creation; the place is the task's number.
    case creation
    /// The moment of its begin; only tasks that began have a place.
    case begin
    /// The moment of its finish; only finished tasks have a place.
    case finish
    /// A permutation of the task numbers.
    case shuffled
}
