/// A complete pass through WAITING: what is known of it as long as a task may be missed by it.
package struct WaitingPass: Sendable {
    /// The pass's number.
    package let number: Int
    /// When it began, in milliseconds since 1970.
    package let started: Int64
}
