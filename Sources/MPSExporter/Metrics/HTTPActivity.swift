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

    private let state = Mutex<[Handler: [Int: Int64]]>([.metrics: [200: 0, 503: 0]])

    /// Counts from 0.
    package init() {}

    var counts: [Handler: [Int: Int64]] { state.withLock { $0 } }

    package func requestCompleted(status: Int, tag: Int, isComplete: Bool) {
        let handler = Handler(rawValue: tag) ?? .other
        state.withLock { $0[handler, default: [:]][status, default: 0] += 1 }
    }
}
