/// What a page did to a sweep.
package enum SweepProgress: Sendable, Equatable {
    /// There is another page.
    case goesOn
    /// That was the last page.
    case ended
    /// The listing contradicts itself; the sweep is given up.
    case broken
}
