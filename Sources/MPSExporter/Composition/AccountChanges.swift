/// What becomes of the accounts when one configuration follows another; names, sorted.
package struct AccountChanges: Sendable, Equatable {
    /// Accounts that were not there before.
    package let added: [String]
    /// Accounts that are polled in another way than before.
    package let changed: [String]
    /// Accounts that are not there any more.
    package let removed: [String]

    /// - Parameter changesAll: whether something has changed for every account that stays.
    package init(from old: [String: AccountConfiguration], to new: [AccountConfiguration], changesAll: Bool) {
        let names = Set(new.map(\.name))
        added = names.subtracting(old.keys).sorted()
        removed = old.keys.filter { !names.contains($0) }.sorted()
        changed = new.filter { account in old[account.name].map { changesAll || $0 != account } ?? false }
            .map(\.name).sorted()
    }

    /// Whether an account of the new configuration is not simply left alone.
    package func concern(_ account: String) -> Bool {
        added.contains(account) || changed.contains(account)
    }
}

extension HistogramConfiguration {
    /// Whether durations fall into other classic buckets. The resolution of native ones is a matter of rendering.
    func hasOtherBounds(than other: HistogramConfiguration) -> Bool {
        wait != other.wait || processing != other.processing || turnaround != other.turnaround
    }
}
