internal import FoundationEssentials
package import Logging
package import MicroHTTP
package import TencentCloud

/// Keeps the status as JSON and as a page: rendered when somebody asks, but at most once a second, and compressed once
/// for all who ask in it.
package actor StatusPublisher {
    /// What can be asked for.
    package enum Form: Sendable {
        /// `/api/v1/status`.
        case json
        /// `/`.
        case page
    }

    private struct Rendering {
        let moment: Int64
        let json: [UInt8]
        let page: [UInt8]
        var responses: [Variant: PreparedResponse] = [:]
    }

    private struct Variant: Hashable {
        let form: Form
        let isCompressed: Bool
    }

    /// For so long a rendering serves, in milliseconds.
    private static let lifetime: Int64 = 1000

    private let source: ScrapeSource
    private let inForce: ConfigurationInForce
    private let page: StatusPage
    private let version: String
    private let clock: any WallClock
    private let logger: Logger
    private var latest: Rendering?

    /// A publisher of what `source` shows.
    package init(
        source: ScrapeSource, inForce: ConfigurationInForce, page: StatusPage, version: String, clock: any WallClock,
        logger: Logger
    ) {
        self.source = source
        self.inForce = inForce
        self.page = page
        self.version = version
        self.clock = clock
        self.logger = logger
    }

    /// The response to a request.
    package func response(_ form: Form, acceptsGzip: Bool) -> PreparedResponse {
        let now = clock.now().milliseconds
        let variant = Variant(form: form, isCompressed: acceptsGzip)
        var rendering = latest.flatMap { (0..<Self.lifetime).contains(now - $0.moment) ? $0 : nil } ?? render(at: now)
        let response = rendering.responses[variant] ?? prepare(variant, of: rendering)
        rendering.responses[variant] = response
        latest = rendering
        return response
    }

    /// What there is to say at `now`, in milliseconds since 1970.
    package func report(at now: Int64) -> StatusReport {
        let configuration = inForce.configuration
        let intervals = Dictionary(
            configuration.accounts.map { ($0.name, $0.pollInterval) }, uniquingKeysWith: { first, _ in first })
        let accounts = source.histories.map { snapshot, history in
            AccountStatus(
                snapshot, history, pollInterval: intervals[snapshot.account] ?? configuration.pollInterval, at: now)
        }
        return StatusReport(
            timestampSeconds: Double(now) / 1000, version: version, isReady: accounts.allSatisfy { $0.polls > 0 },
            accounts: accounts)
    }

    private func render(at now: Int64) -> Rendering {
        let report = report(at: now)
        return Rendering(moment: now, json: json(of: report), page: Array(page.html(of: report).utf8))
    }

    private func json(of report: StatusReport) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(report))
        } catch {
            logger.error("the status could not be written as JSON", metadata: ["error": "\(error)"])
            return Array("{}".utf8)
        }
    }

    private func prepare(_ variant: Variant, of rendering: Rendering) -> PreparedResponse {
        var body = variant.form == .json ? rendering.json : rendering.page
        var fields = variant.form == .json ? Self.jsonFields : page.fields
        fields.append(("Vary", "Accept-Encoding"))
        if variant.isCompressed {
            do throws(MicroHTTPError) {
                body = try Gzip.member(body)
                fields.append(("Content-Encoding", "gzip"))
            } catch {
                logger.error("the status could not be compressed", metadata: ["error": "\(error)"])
            }
        }
        let handler = variant.form == .json ? HTTPActivity.Handler.api : .status
        return PreparedResponse(status: 200, fields: fields, body: body, tag: handler.rawValue)
    }

    private static var jsonFields: [(String, String)] {
        [
            ("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
    }
}
