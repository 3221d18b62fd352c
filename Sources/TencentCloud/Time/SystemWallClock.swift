internal import Glibc

/// The clock of the operating system. Waiting is measured monotonically: setting the clock does not disturb it.
package struct SystemWallClock: WallClock {
    package init() {}

    package func now() -> UnixTime {
        var now = timespec()
        // It cannot fail: Linux has this clock.
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        return UnixTime(milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000)
    }

    package func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        try await Task.sleep(for: duration, tolerance: .zero)
    }
}
