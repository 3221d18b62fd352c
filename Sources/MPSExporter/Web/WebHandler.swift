internal import Exposition
package import MicroHTTP

/// Answers the exporter's requests: every path that it has, and what else people ask for.
package struct WebHandler: RequestHandler {
    private let telemetryPath: String
    private let publisher: ScrapePublisher
    private let status: StatusPublisher
    private let readiness: Readiness
    private let inForce: ConfigurationInForce
    private let reloader: ConfigurationReloader
    private let scrapeLimit: ConcurrencyLimit?

    /// A handler that serves scrapes under `telemetryPath`, as many at a time as `scrapeLimit` allows.
    package init(
        telemetryPath: String, publisher: ScrapePublisher, status: StatusPublisher, readiness: Readiness,
        inForce: ConfigurationInForce, reloader: ConfigurationReloader, scrapeLimit: ConcurrencyLimit? = nil
    ) {
        self.telemetryPath = telemetryPath
        self.publisher = publisher
        self.status = status
        self.readiness = readiness
        self.inForce = inForce
        self.reloader = reloader
        self.scrapeLimit = scrapeLimit
    }

    package func answer(to request: borrowing ServerRequest) -> ServerAnswer {
        // Scrapes are what comes all the time: no string is made for them.
        if request.isPath(telemetryPath), request.isMethod("GET") || request.isMethod("HEAD") {
            return scrapeAnswer(for: request)
        }
        let path = request.path
        guard let handler = handler(of: path) else {
            return .now(.plain(404, "Not found: \(path)\n", .other))
        }
        let method = request.method
        if let refusal = refusal(of: method, to: handler) { return .now(refusal) }
        switch handler {
        case .metrics: return scrapeAnswer(for: request)
        case .healthy: return .now(.plain(200, "Healthy.\n", .healthy))
        case .ready: return readiness.answer
        case .config: return .now(.plain(200, inForce.configuration.maskedYAML, .config))
        case .reload: return .later { [reloader] in Self.answer(to: await reloader.reload()) }
        case .api: return statusAnswer(.json, for: request)
        case .status, .other: return statusAnswer(.page, for: request)
        }
    }

    private func statusAnswer(_ form: StatusPublisher.Form, for request: borrowing ServerRequest) -> ServerAnswer {
        let acceptsGzip = FormatNegotiation.acceptsGzip(
            acceptEncoding: request.combinedField("Accept-Encoding"))
        return .later { [status] in await status.response(form, acceptsGzip: acceptsGzip) }
    }

    /// A reload is asked for by POST, as it changes something; everything else is read.
    private func refusal(of method: String, to handler: HTTPActivity.Handler) -> PreparedResponse? {
        let allowed = handler == .reload ? ["POST"] : ["GET", "HEAD"]
        guard !allowed.contains(method) else { return nil }
        return .plain(
            405, "Expected \(allowed.joined(separator: " or ")).\n", handler,
            fields: [("Allow", allowed.joined(separator: ", "))])
    }

    private static func answer(to failure: String?) -> PreparedResponse {
        guard let failure else { return .plain(200, "The configuration was reloaded.\n", .reload) }
        return .plain(500, "The old configuration stays in force.\n\(failure)\n", .reload)
    }

    private func handler(of path: String) -> HTTPActivity.Handler? {
        guard path != telemetryPath else { return .metrics }
        return FixedPath(rawValue: path)?.handler
    }

    /// A whole scrape lies ready, but for the first after a pause. That one is rendered, and one of some families is
    /// cut out, away from the server's thread.
    private func scrapeAnswer(for request: borrowing ServerRequest) -> ServerAnswer {
        switch FamilyQuery(request.query) {
        case .all:
            let (variant, response) = publisher.lookUp(request)
            guard let response else {
                return limited { [publisher] in await publisher.response(variant) ?? Self.noScrape }
            }
            guard let scrapeLimit else { return .now(response) }
            return .limited(response, by: scrapeLimit)
        case .named(let names):
            let accept = request.combinedField("Accept")
            let acceptEncoding = request.combinedField("Accept-Encoding")
            return limited { [publisher] in
                await publisher.response(named: names, accept: accept, acceptEncoding: acceptEncoding) ?? Self.noScrape
            }
        case .excessive(let count):
            return .now(.plain(400, "Expected at most \(FamilyQuery.most) name[], got \(count).\n", .metrics))
        }
    }

    private func limited(_ work: @escaping @Sendable () async -> PreparedResponse) -> ServerAnswer {
        guard let scrapeLimit else { return .later(work) }
        return .limitedLater(by: scrapeLimit, work)
    }

    private static var noScrape: PreparedResponse {
        .plain(500, "No scrape could be rendered; the log says why.\n", .metrics)
    }
}
