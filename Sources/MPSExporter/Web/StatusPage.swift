internal import CurlHTTP
internal import FoundationEssentials
internal import MicroHTTP

/// The page for people: how the queue of each account stands, now and over the last hour. It is whole without its
/// script, which only keeps it up to date.
package struct StatusPage: Sendable {
    private let telemetryPath: String
    private let policy: String

    /// A page that links to the scrape.
    package init(telemetryPath: String) {
        self.telemetryPath = telemetryPath
        policy = """
            default-src 'none'; script-src '\(Self.hash(StatusPageScript.text))'; \
            style-src '\(Self.hash(StatusPageStyle.text))'; connect-src 'self'; img-src data:; base-uri 'none'; \
            form-action 'none'; frame-ancestors 'none'
            """
    }

    /// The fields that the page is sent with.
    var fields: [(String, String)] {
        [
            ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"),
            ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
        ]
    }

    /// The page as it says what a report says.
    package func html(of report: StatusReport) -> String {
        let now = report.timestampSeconds
        let cards = report.accounts.enumerated().map { AccountCard($1, number: $0, now: now) }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>mps-exporter</title>
            <link rel="icon" href="data:,">
            <noscript><meta http-equiv="refresh" content="15"></noscript>
            <style>\(StatusPageStyle.text)</style>
            </head>
            <body>
            <header>
            <h1>mps-exporter</h1>
            <p>Task queues of Tencent Cloud Media Processing Service.</p>
            <p class="soft">As of <span id="made">\(StatusText.moment(now, now: now))</span>, version \
            \(report.version.htmlEscaped)</p>
            <nav>\(links)</nav>
            <p id="alarm" role="alert" hidden></p>
            </header>
            <main>
            \(cards.count > 1 ? AccountCard.overview(cards) : "")
            \(cards.map(\.html).joined(separator: "\n"))
            </main>
            <script>\(StatusPageScript.text)</script>
            </body>
            </html>

            """
    }

    /// Links are relative, so that they lead to the right place behind a proxy that adds a folder. With a dot first, what
    /// stands before a colon is no scheme.
    private var links: String {
        [
            (String(telemetryPath.dropFirst()), "Metrics"), ("api/v1/status", "Status as JSON"),
            ("config", "Configuration"), ("-/ready", "Ready"), ("-/healthy", "Healthy"),
        ]
        .map { "<a href=\"./\($0.htmlEscaped)\">\($1)</a>" }.joined(separator: "\n")
    }

    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(of: Array(text.utf8))).base64EncodedString()
    }
}
