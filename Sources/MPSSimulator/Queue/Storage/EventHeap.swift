/// What will happen to tasks, soonest first; of two at the same moment, the older task's first.
struct EventHeap: Sendable {
    struct Event: Sendable, Comparable {
        /// Microseconds since 1970.
        let time: Int64
        let number: UInt32
        let kind: Kind

        enum Kind: UInt8, Sendable {
            case begin
            case finish
        }

        static func < (left: Event, right: Event) -> Bool {
            (left.time, left.number, left.kind.rawValue) < (right.time, right.number, right.kind.rawValue)
        }
    }

    private var events: [Event] = []

    var first: Event? { events.first }
    var count: Int { events.count }

    mutating func insert(_ event: Event) {
        events.append(event)
        var child = events.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard event < events[parent] else { break }
            events[child] = events[parent]
            child = parent
        }
        events[child] = event
    }

    mutating func removeFirst() -> Event? {
        guard let first = events.first, let moved = events.popLast() else { return nil }
        guard !events.isEmpty else { return first }
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < events.count else { break }
            if child + 1 < events.count, events[child + 1] < events[child] { child += 1 }
            guard events[child] < moved else { break }
            events[hole] = events[child]
            hole = child
        }
        events[hole] = moved
        return first
    }
}
