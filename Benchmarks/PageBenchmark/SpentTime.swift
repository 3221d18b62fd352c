import Glibc

/// Processor and wall time, added up over many stretches of work.
struct SpentTime {
    private(set) var processorMicroseconds = 0.0
    private(set) var wall = Duration.zero

    /// Runs `work` and adds what it took.
    mutating func add<Result>(_ work: () async throws -> Result) async rethrows -> Result {
        let started = (processor: clock(), wall: ContinuousClock.now)
        let result = try await work()
        // POSIX fixes CLOCKS_PER_SEC at a million.
        processorMicroseconds += Double(clock() - started.processor)
        wall += ContinuousClock.now - started.wall
        return result
    }

    /// Milliseconds of processor and of wall time in each of `parts` equal parts.
    func milliseconds(of parts: Int) -> (processor: Double, wall: Double) {
        (processorMicroseconds / 1000 / Double(parts), wall / .milliseconds(1) / Double(parts))
    }
}
