/// What scrapes brought, once a minute, as a Prometheus would store it; timestamps count from the beginning.
struct ScrapeRecording: Sendable {
    private let metrics: Set<String>
    private let start: Double
    private let target = "instance=\"exporter:10862\",job=\"mps-exporter\""
    private(set) var series: [String: SampleRun] = [:]
    /// The scrapes so far, good and bad.
    private(set) var count = 0

    /// Records the named metrics.
    /// - Parameter start: what timestamps are counted from, in seconds since 1970: promtool's time begins at 0.
    init(of metrics: Set<String>, since start: Double) {
        self.metrics = metrics
        self.start = start
    }

    /// The metrics of which there is at least one sample.
    var names: Set<String> {
        Set(series.keys.map { String($0.prefix { $0 != "{" }) })
    }

    /// Takes in a scrape; nil for one that failed.
    mutating func add(_ scrape: [UInt8]?) {
        note("up{\(target)}", scrape == nil ? 0 : 1)
        for line in scrape?.split(separator: UInt8(ascii: "\n")) ?? [] where line.first != UInt8(ascii: "#") {
            note(line)
        }
        count += 1
        // What was there at the last scrape and is not at this one has ended: Prometheus says so at once.
        for key in series.keys where series[key]?.isGoing(before: count) == true { series[key]?.end(at: count - 1) }
    }

    private mutating func note(_ line: ArraySlice<UInt8>) {
        guard let space = line.lastIndex(of: UInt8(ascii: " ")) else { return }
        let brace = line.firstIndex(of: UInt8(ascii: "{")) ?? space
        let name = String(decoding: line[..<brace], as: UTF8.self)
        guard metrics.contains(name), let value = Double(String(decoding: line[(space + 1)...], as: UTF8.self)) else {
            return
        }
        let labels = brace < space ? String(decoding: line[(brace + 1)..<space].dropLast(), as: UTF8.self) + "," : ""
        note("\(name){\(labels)\(target)}", name.hasSuffix("_timestamp_seconds") ? value - start : value)
    }

    private mutating func note(_ key: String, _ value: Double) {
        series[key, default: SampleRun()].add(value, at: count)
    }
}
