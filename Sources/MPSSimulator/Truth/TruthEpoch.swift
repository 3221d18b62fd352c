/// A moment whose truth is kept up although tasks are forgotten.
struct TruthEpoch: Sendable {
    let since: Int64
    /// What the forgotten tasks add.
    var forgotten: TruthTotals
    /// Whether nothing that counts had been forgotten when it was registered.
    let isExact: Bool
}
