/// An account on the status page.
struct AccountCard {
    private let account: AccountStatus
    private let number: Int
    private let texts: [String: String]
    private let charts: AccountCharts

    init(_ account: AccountStatus, number: Int, now: Double) {
        self.account = account
        self.number = number
        charts = AccountCharts(account.history, now: now)
        texts = AccountFields(account, now: now).texts.merging([
            "depth-top": StatusText.count(Int(charts.depth.top)), "rates-top": StatusText.count(Int(charts.rates.top)),
        ]) { field, _ in field }
    }

    /// A table of all accounts, each of which leads to its card.
    static func overview(_ cards: [AccountCard]) -> String {
        """
        <div class="overview" role="region" aria-label="All accounts" tabindex="0">
        <table>
        <thead><tr><th scope="col">Account</th><th scope="col">State</th><th scope="col">Waiting</th>\
        <th scope="col">Oldest</th><th scope="col">Processing</th><th scope="col">To drain</th></tr></thead>
        <tbody>
        \(cards.map(\.row).joined(separator: "\n"))
        </tbody>
        </table>
        </div>
        """
    }

    private var attributes: String {
        "data-account=\"\(account.account.htmlEscaped)\" data-state=\"\(account.state.rawValue)\""
    }

    private var row: String {
        let cells = ["waiting", "waiting-oldest", "processing", "drain"].map { "<td>\(field("span", $0))</td>" }
        return """
            <tr \(attributes)><th scope="row"><a href="#account-\(number)">\(account.account.htmlEscaped)</a></th>\
            <td>\(field("span", "state", class: "state"))</td>\(cells.joined())</tr>
            """
    }

    var html: String {
        """
        <section id="account-\(number)" \(attributes)>
        <h2>\(account.account.htmlEscaped) \(field("span", "state", class: "state"))</h2>
        \(field("p", "notice", class: "notice"))
        <dl class="figures">
        \(figure("Waiting", "waiting", note: "waiting-note"))
        \(figure("Oldest waiting", "waiting-oldest"))
        \(figure("Time to drain", "drain", note: "drain-note"))
        \(figure("Processing", "processing", note: "processing-note"))
        \(figure("Oldest processing", "processing-oldest"))
        \(figure("Finished, 7 days", "finish", note: "finish-note"))
        \(figure("Submitted a minute", "submitted", note: "window"))
        \(figure("Finished a minute", "finished", note: "window"))
        \(figure("Wait, median", "median", note: "started"))
        \(figure("Wait, 95 %", "p95"))
        </dl>
        <div class="charts">
        \(chart("Tasks", "depth", ["waiting", "processing"], charts.depth))
        \(chart("Tasks a minute", "rates", ["submitted", "finished"], charts.rates))
        </div>
        <dl class="last">
        <div><dt>Last poll</dt><dd>\(field("span", "poll"))</dd></div>
        <div><dt>Last error</dt><dd>\(field("span", "error"))</dd></div>
        </dl>
        </section>
        """
    }

    private func field(_ element: String, _ name: String, class style: String? = nil) -> String {
        let style = style.map { " class=\"\($0)\"" } ?? ""
        return "<\(element)\(style) data-f=\"\(name)\">\((texts[name] ?? "").htmlEscaped)</\(element)>"
    }

    private func figure(_ title: String, _ name: String, note: String? = nil) -> String {
        "<div><dt>\(title)</dt>\(field("dd", name))\(note.map { field("dd", $0, class: "note") } ?? "")</div>"
    }

    private func chart(_ title: String, _ name: String, _ series: [String], _ chart: HistoryChart) -> String {
        let styles = ["first", "second"]
        let keys = zip(series, styles).map { "<span class=\"\($1)\">\($0)</span>" }.joined(separator: " ")
        let paths = zip(chart.paths, styles).enumerated().map { index, path in
            "<path class=\"\(path.1)\" data-c=\"\(name)\(index)\" d=\"\(path.0)\"/>"
        }
        return """
            <figure>
            <figcaption>\(title): \(keys) <span class="top">up to <b data-f="\(name)-top">\
            \(texts["\(name)-top"] ?? "")</b></span></figcaption>
            <svg viewBox="0 0 600 100" preserveAspectRatio="none" role="img" \
            aria-label="\(title) over the last hour: \(series.joined(separator: " and "))">
            <path class="grid" d="M0 0H600M0 50H600M0 100H600"/>\(paths.joined())
            </svg>
            <p class="axis"><span>1 hour ago</span><span>30 minutes ago</span><span>now</span></p>
            </figure>
            """
    }
}
