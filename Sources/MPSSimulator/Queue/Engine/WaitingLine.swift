/// The tasks that wait for a worker, first come first served, except for types that are held up.
struct WaitingLine: Sendable {
    private var lines: [ChunkedDeque<UInt32>]
    private var isStopped: [Bool]

    init(typeCount: Int) {
        lines = Array(repeating: ChunkedDeque(), count: typeCount)
        isStopped = Array(repeating: false, count: typeCount)
    }

    mutating func append(_ number: Int, type: Int) {
        lines[type].append(UInt32(truncatingIfNeeded: number))
    }

    /// Holds up the types with these indices and no others.
    mutating func stop(_ types: Set<Int>) {
        isStopped = lines.indices.map(types.contains)
    }

    /// The task that has waited longest among the types that are not held up.
    mutating func popFirst() -> Int? {
        var oldest: (number: UInt32, type: Int)?
        for type in lines.indices where !isStopped[type] {
            guard let first = lines[type].first else { continue }
            if let found = oldest, found.number < first { continue }
            oldest = (first, type)
        }
        guard let oldest else { return nil }
        lines[oldest.type].dropFirst()
        return Int(oldest.number)
    }
}
