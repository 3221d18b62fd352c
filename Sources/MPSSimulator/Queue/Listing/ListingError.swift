/// Why a queue cannot answer a query.
package enum ListingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The token is no token of this listing, or its task is long forgotten.
    case unknownToken(String)

    package var description: String {
        switch self {
        case .unknownToken(let token): "ScrollToken: expected a token of this listing, got `\(token)`"
        }
    }
}
