/// The last failure of an account, for the status page.
package struct PollError: Sendable, Equatable {
    /// When it happened, in milliseconds since 1970.
    package var moment: Int64
    /// The status whose listing failed.
    package var status: String
    /// What failed.
    package var failure: PollFailure
    /// Whether a poll has succeeded since.
    package var isMended = false
}
