internal import MicroHTTP
internal import Synchronization

/// Counts the answers of the exporter's own server, by handler and status code.
package final class HTTPActivity: RequestObserver {
    /// What the tag of a response stands for.
    package enum Handler: Int, Sendable, CaseIterable {
        /// No handler: the server's own refusals and paths that do not exist.
        case other = 0
        case metrics = 1
        case status = 2
        case healthy = 3
        case ready = 4
        case reload = 5
        case config = 6
        case api = 7

        var label: String { "\(self)" }
    }

    private struct Tally {
        let handler: Handler
        let status: Int
        var count: Int64 = 0
    }

    /// So few pairs occur that looking through them, the most frequent first, costs less than a dictionary.
    private let tallies = Mutex([200, 500, 503].map { Tally(handler: .metrics, status: $0) })

    /// Counts from 0.
    package init() {}

    /// What was counted, by handler and status code.
    package var counts: [Handler: [Int: Int64]] {
        tallies.withLock { tallies in
            tallies.reduce(into: [:]) { $0[$1.handler, default: [:]][$1.status] = $1.count }
        }
    }

    package func requestCompleted(status: Int, tag: Int, isComplete: Bool) {
        let handler = Handler(rawValue: tag) ?? .other
        tallies.withLock { tallies in
            let known = tallies.firstIndex { $0.handler == handler && $0.status == status }
            if known == nil { tallies.append(Tally(handler: handler, status: status)) }
            tallies[known ?? tallies.endIndex - 1].count += 1
        }
    }
}
