import Foundation

/// An incident as a file for `promtool test rules`: the scrapes, and questions whose answer has to be as written.
///
/// The questions go to the series ALERTS, in which the rules themselves write down every evaluation of every alert, so
/// nothing can fire in between.
struct PromtoolTest {
    let incident: Incident
    let recording: ScrapeRecording
    let rules: RuleFiles

    /// A question: an expression and the label sets that it has to have, each with the value 1.
    private struct Question {
        let expression: String
        var answer: [String] = []
    }

    var text: String {
        var lines = ["rule_files:"] + rules.paths.map { "  - \($0)" }
        lines += ["evaluation_interval: 1m", "group_eval_order:"]
        lines += rules.groups.map { "  - \($0)" } + ["tests:", "  - interval: 1m", "    name: \(incident.name)"]
        lines += ["    input_series:"]
        for (name, samples) in recording.series.sorted(by: { $0.key < $1.key }) {
            lines += ["      - series: '\(name)'", "        values: '\(samples.notation)'"]
        }
        lines += ["    promql_expr_test:"]
        for question in questions {
            lines += ["      - expr: '\(question.expression)'", "        eval_time: \(incident.lasts)m"]
            lines += ["        exp_samples:\(question.answer.isEmpty ? " []" : "")"]
            lines += question.answer.flatMap { ["          - labels: '\($0)'", "            value: 1"] }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var questions: [Question] {
        [whatFired] + incident.alerts.rows.flatMap(timeliness)
            + zip(incident.alerts.rows, incident.alerts.rows.dropFirst()).map { earlier, later in
                Question(expression: "max(\(first(earlier))) > max(\(first(later)))")
            }
    }

    /// These alerts have fired and no others.
    private var whatFired: Question {
        let fired = "count_over_time(ALERTS{alertstate=\"firing\"}[\(incident.lasts)m])"
        let names = ExpectedAlert.identity.joined(separator: ", ")
        return Question(expression: "group by (\(names)) (\(fired))", answer: incident.alerts.rows.map(\.selector))
    }

    /// An alert fired in time, not before there was a reason, without a break, and was resolved in time.
    private func timeliness(_ alert: ExpectedAlert) -> [Question] {
        let firing = "count_over_time(\(series(alert))[\(incident.lasts)m])"
        return [
            "min(\(first(alert))) < \(incident.begins * 60)",
            "min(\(first(alert))) > \((incident.begins + alert.within) * 60)",
            "max(\(last(alert))) > \((incident.over + alert.resolvedWithin) * 60)",
            "\(firing) * 60 < \(last(alert)) - \(first(alert)) + 60",
        ].map { Question(expression: $0) }
    }

    private func series(_ alert: ExpectedAlert) -> String {
        "ALERTS" + alert.selector.dropLast() + ",alertstate=\"firing\"}"
    }

    private func first(_ alert: ExpectedAlert) -> String { "min_over_time(\(times(alert)))" }

    private func last(_ alert: ExpectedAlert) -> String { "max_over_time(\(times(alert)))" }

    private func times(_ alert: ExpectedAlert) -> String {
        "timestamp(\(series(alert)))[\(incident.lasts)m:1m]"
    }
}
