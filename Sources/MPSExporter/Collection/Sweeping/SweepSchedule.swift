/// Decides when a listing of finished tasks is read whole.
package struct SweepSchedule: Sendable, Codable, Equatable {
    /// When the last sweep ended or was given up, in milliseconds since 1970; nil before the first.
    package private(set) var lastEnd: Int64?
    /// Sweeps in a row that found nothing new.
    package private(set) var fruitless = 0

    /// How long the last sweep was; nil in a state file of before this was kept.
    private var lastPages: Int?
    private var residue: Int?
    private var isResidueOpen = false
    /// What cannot be accounted for although the last sweep, which read everything, found nothing new; nil if that is not
    /// known.
    package private(set) var provenResidue: Int?
    private var provesResidue: Bool?

    private static let minute: Int64 = 60_000

    /// No sweep has been made yet.
    package init() {}

    /// Whether, and why, a sweep should begin after a poll.
    ///
    /// - Parameters:
    ///   - reader: the poll's reading of the listing.
    ///   - moment: now, in milliseconds since 1970.
    package func reason(after reader: FinishReader, at moment: Int64) -> SweepReason? {
        guard let lastEnd else { return .first }
        // A clock that was ahead must not keep sweeps away until it is that late again.
        let since = moment < lastEnd ? .max : moment - lastEnd
        if reader.memory.doubtfulPolls >= 2, reader.unaccounted != residue && since >= cost || since >= pause {
            return .unaccounted
        }
        // Polls read in vain meanwhile, so this one does not wait for long.
        let isUnread = !reader.reachedLook || reader.leavesDeepLook
        if isUnread, since >= (fruitless == 0 ? min(cost, longestUnread) : longestUnread) { return .unreadEnd }
        if reader.hasOverdue, since >= pause { return .overdue }
        let isUnverified = reader.unaccounted == nil || reader.memory.isSumTooLow
        if isUnverified, since >= 360 * Self.minute { return .unverified }
        return nil
    }

    private var longestUnread: Int64 { 10 * Self.minute }

    /// A second for each page of the last sweep, so that one after the other costs at most a call a second.
    private var cost: Int64 { Int64(lastPages ?? 0) * 1_000 }

    /// Sweeps that do not remove a doubt come at growing intervals: what they look for is not to be had by sweeping.
    private var pause: Int64 {
        fruitless == 0 ? cost : max(cost, min(1_440, 5 << Int64(min(fruitless, 9))) * Self.minute)
    }

    /// Notes what a poll cannot account for; the first after a sweep says what sweeping does not remove.
    package mutating func polled(unaccounted: Int?) {
        if lastEnd != nil, isResidueOpen {
            residue = unaccounted
            provenResidue = provesResidue == true ? unaccounted : nil
            isResidueOpen = false
        }
        if unaccounted == 0 { (residue, provenResidue) = (nil, nil) }
    }

    /// Notes that a sweep ended. One that ended at its floor says nothing of what lies below.
    package mutating func ended(_ sweep: Sweep, at moment: Int64) {
        guard sweep.isWhole else { return }
        lastEnd = moment
        lastPages = sweep.pages
        isResidueOpen = true
        provesResidue = sweep.newRows == 0
        fruitless = sweep.newRows == 0 ? fruitless + 1 : 0
    }

    /// Notes that a sweep was given up; the next one waits as after one that found nothing.
    package mutating func gaveUp(_ sweep: Sweep, at moment: Int64) {
        lastEnd = moment
        lastPages = max(lastPages ?? 0, sweep.pages)
        isResidueOpen = true
        provesResidue = false
        fruitless += 1
    }
}
