/// The steps of committing one page, or of forgetting tasks, in their order: the places where tests let a process die.
package enum CommitStep: Sendable, CaseIterable {
    /// Inside the transaction of a page, before anything is written.
    case begun
    /// Inside the transaction, the journal of earlier pages is folded into the tables, if it was time for that.
    case folded
    /// Inside the transaction, the page is written too, or the tasks are deleted.
    case written
    /// The transaction is committed, nothing in memory knows it yet.
    case committed
}
