/// A place near the newest end of an ascending listing at which it may be entered one day.
package struct TailEntry: Sendable, Codable, Equatable {
    /// The token that leads there.
    package var token: String
    /// The latest time of the row there, in milliseconds since 1970: what is older stands before it.
    package var time: Int64

    /// An entry by a token.
    package init(token: String, time: Int64) {
        self.token = token
        self.time = time
    }
}
