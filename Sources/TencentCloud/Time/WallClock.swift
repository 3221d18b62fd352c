/// The time of day and a way to wait, injected everywhere so that tests run in virtual time.
package protocol WallClock: Sendable {
    /// The present instant; may step backwards when the system's clock is set.
    func now() -> UnixTime

    /// Returns after the duration has passed; at once for one that is not positive.
    ///
    /// Throws `CancellationError` as soon as the surrounding task is cancelled.
    func sleep(for duration: Duration) async throws
}
