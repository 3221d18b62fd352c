/// Where a reading of FINISH stands: which call comes next.
enum ReadingStage: Sendable {
    /// The first page, without a token.
    case first
    /// Further down from the first page.
    case down(String)
    /// The newest end of an ascending listing.
    case tail(String)
    /// At the place of an awaited task.
    case jump(String)
    /// Further on from there.
    case onward(String)
    /// A window of time, by a filter whose effect is known.
    case filtered(ClosedRange<Int64>, token: String?)
    /// A window of time that will show what the filter does.
    case probe(FilterProbe)
    /// Nothing more to call in this poll.
    case done
}
