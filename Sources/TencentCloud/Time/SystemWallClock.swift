import FoundationEssentials

/// The clock of the operating system. Waiting is measured monotonically: setting the clock does not disturb it.
package struct SystemWallClock: WallClock {
    package init() {}

    package func now() -> UnixTime {
        UnixTime(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    package func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        try await Task.sleep(for: duration, tolerance: .zero)
    }
}
