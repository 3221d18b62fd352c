internal import MicroHTTP

/// The page for people: what this is, and how each account stands.
package struct StatusPage: Sendable {
    private let source: ScrapeSource
    private let build: BuildInfo
    private let telemetryPath: String

    /// A page over what `source` shows.
    package init(source: ScrapeSource, build: BuildInfo, telemetryPath: String) {
        self.source = source
        self.build = build
        self.telemetryPath = telemetryPath
    }

    var response: PreparedResponse {
        PreparedResponse(
            status: 200,
            fields: [
                ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"),
                ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
                ("X-Content-Type-Options", "nosniff"),
            ],
            body: Array(html.utf8), tag: HTTPActivity.Handler.status.rawValue)
    }

    private var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>mps-exporter</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; }
        td, th { padding: 0.2rem 0.8rem; text-align: left; }
        </style>
        </head>
        <body>
        <h1>mps-exporter</h1>
        <p>Task queues of Tencent Cloud Media Processing Service. Version \(build.version.htmlEscaped).</p>
        <p><a href="\(telemetryPath.htmlEscaped)">Metrics</a> <a href="/-/healthy">Healthy</a>
        <a href="/-/ready">Ready</a></p>
        <table>
        <tr><th>Account</th><th>WAITING</th><th>PROCESSING</th><th>FINISH</th><th>Last poll</th></tr>
        \(source.accounts.map { row($0.snapshot) }.joined(separator: "\n"))
        </table>
        </body>
        </html>

        """
    }

    private func row(_ snapshot: AccountSnapshot) -> String {
        let depths = snapshot.statuses.map { $0.1.depth.map(String.init) ?? "unknown" }
        let poll = snapshot.isUp.map { $0 ? "succeeded" : "failed: \(snapshot.lastError?.failure.code ?? "")" }
        let cells = [snapshot.account] + depths + [poll ?? "not finished yet"]
        return "<tr>" + cells.map { "<td>\($0.htmlEscaped)</td>" }.joined() + "</tr>"
    }
}
