/// Follows a listing by its tokens and tells when they lead nowhere.
///
/// A page that leads back to itself, or has no row although it promises more, may be a passing fault, so it is asked for
/// again a few times. A longer circle is found by Brent's algorithm, which remembers one token however long the listing.
package struct TokenTrail: Sendable, Codable, Equatable {
    /// How often in a row a page may usually fail to lead on.
    package static let patience = 3

    /// The token of the next page; nil before the first page, at the end, and where the trail leads nowhere.
    package private(set) var next: String?
    /// Whether the trail leads nowhere.
    package private(set) var isBroken = false
    private var isBegun = false
    private var stalls = 0
    private var landmark: String?
    private var stepsFromLandmark = 0
    private var stepsToNextLandmark = 1

    /// A trail that begins with a call for `token`; nil stands for the first page.
    package init(from token: String? = nil) {
        next = token
    }

    /// Whether the last page was the end of the listing.
    package var isComplete: Bool { isBegun && next == nil && !isBroken }

    /// Takes in the token of the page that `next` asked for.
    ///
    /// - Parameters:
    ///   - advances: whether the page told anything: it had rows, or new ones where that is known.
    ///   - patience: how often in a row a page may fail to lead on.
    package mutating func follow(_ token: String, advances: Bool, patience: Int = Self.patience) {
        let asked = isBegun || next != nil ? next : nil
        isBegun = true
        guard !token.isEmpty else {
            next = nil
            return
        }
        if !advances || token == asked {
            stalls += 1
            isBroken = stalls > patience
        } else {
            stalls = 0
            isBroken = isCircle(token)
        }
        next = isBroken ? nil : token
    }

    private mutating func isCircle(_ token: String) -> Bool {
        if token == landmark { return true }
        stepsFromLandmark += 1
        if stepsFromLandmark == stepsToNextLandmark {
            landmark = token
            stepsFromLandmark = 0
            stepsToNextLandmark *= 2
        }
        return false
    }
}
