import Foundation

/// The rules as they are shipped, and what they speak of.
struct RuleFiles {
    /// In the order in which they are evaluated.
    let paths: [String]
    private let texts: [String]

    /// The files of `deploy/prometheus`, or copies of the same names in another folder.
    init(in folder: URL = RuleFiles.shipped) throws {
        let names = ["mps-thresholds.rules.yml", "mps-recording.rules.yml", "mps-alerts.rules.yml"]
        paths = names.map { folder.appendingPathComponent($0).path }
        texts = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }
    }

    static var shipped: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../deploy/prometheus").standardizedFileURL
    }

    /// The names of the groups, thresholds first: promtool would take any order.
    var groups: [String] {
        texts.flatMap { $0.matches(of: /(?m)^  - name: (\S+)$/).map { String($0.1) } }
    }

    /// The names of all alerts.
    var alerts: Set<String> {
        Set(texts.flatMap { $0.matches(of: /(?m)^      - alert: (\S+)$/).map { String($0.1) } })
    }

    /// The exporter's metrics that the rules use. Names with a colon are the rules' own.
    var metrics: Set<String> {
        let words = texts.flatMap { text in
            text.split(separator: "\n").filter { !$0.drop(while: { $0 == " " }).hasPrefix("#") }
                .flatMap { $0.matches(of: /[A-Za-z_:][A-Za-z0-9_:]*/).map { String($0.0) } }
        }
        return Set(words.filter { $0.hasPrefix("mps_") && !$0.contains(":") })
    }
}
