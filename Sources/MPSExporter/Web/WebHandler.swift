internal import Exposition
package import MicroHTTP

/// Answers the exporter's requests: every path that it has, and what else people ask for.
package struct WebHandler: RequestHandler {
    private let telemetryPath: String
    private let publisher: ScrapePublisher
    private let statusPage: StatusPage
    private let readiness: Readiness

    /// A handler that serves scrapes under `telemetryPath`.
    package init(
        telemetryPath: String, publisher: ScrapePublisher, statusPage: StatusPage, readiness: Readiness
    ) {
        self.telemetryPath = telemetryPath
        self.publisher = publisher
        self.statusPage = statusPage
        self.readiness = readiness
    }

    package func answer(to request: borrowing ServerRequest) -> ServerAnswer {
        let path = request.path
        guard let handler = handler(of: path) else {
            return .now(.plain(404, "Not found: \(path)\n", .other))
        }
        let method = request.method
        guard method == "GET" || method == "HEAD" else {
            return .now(.plain(405, "Expected GET or HEAD.\n", handler, fields: [("Allow", "GET, HEAD")]))
        }
        switch handler {
        case .metrics: return .now(scrape(for: request))
        case .healthy: return .now(.plain(200, "Healthy.\n", .healthy))
        case .ready: return .now(readiness.response)
        case .status, .other: return .now(statusPage.response)
        }
    }

    private func handler(of path: String) -> HTTPActivity.Handler? {
        switch path {
        case telemetryPath: .metrics
        case "/": .status
        case "/-/healthy": .healthy
        case "/-/ready": .ready
        default: nil
        }
    }

    private func scrape(for request: borrowing ServerRequest) -> PreparedResponse {
        publisher.response(accept: request.field("Accept"), acceptEncoding: request.field("Accept-Encoding"))
            ?? .plain(500, "No scrape could be rendered; the log says why.\n", .metrics)
    }
}
