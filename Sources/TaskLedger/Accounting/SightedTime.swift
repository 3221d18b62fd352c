/// A task's timestamp as one row of a listing gave it.
package enum SightedTime: Sendable, Hashable {
    /// The API's sentinel, an empty string, null or nothing at all.
    case unset
    /// Something that names no instant.
    case unparsable
    /// An instant, in milliseconds since 1970 UTC: whole numbers, so that sums do not depend on the order of adding.
    case at(Int64)

    /// The instant, if there is one.
    package var milliseconds: Int64? {
        guard case .at(let milliseconds) = self else { return nil }
        return milliseconds
    }
}
