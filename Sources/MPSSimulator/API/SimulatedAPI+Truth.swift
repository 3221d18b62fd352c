import FoundationEssentials
import MediaProcessing
import TencentCloud

extension SimulatedAPI {
    /// `GET /truth?account=&since=&until=&buckets=`: the account by number or SecretId (the first one if left out), times as
    /// seconds since 1970 or as RFC 3339 (`since` left out: all that is remembered), upper bounds separated by commas.
    func truth(for call: SimulatedCall) -> SimulatedReply {
        guard let number = accountNumber(of: call.argument("account") ?? "1") else {
            return noAccount
        }
        guard let since = Self.time(call.argument("since") ?? "0") else { return Self.badTime("since") }
        var until: UnixTime?
        if let text = call.argument("until") {
            guard let time = Self.time(text) else { return Self.badTime("until") }
            until = time
        }
        var bounds = TruthBounds.usual
        if let text = call.argument("buckets") {
            let numbers = text.split(separator: ",").map { Double($0) }
            let values = numbers.compactMap { $0 }
            guard values.count == numbers.count, values == values.sorted(), Set(values).count == values.count else {
                return .text(400, "buckets: expected increasing numbers separated by commas")
            }
            bounds = TruthBounds(all: values)
        }
        return Self.json(truth(account: number, since: since, until: until, bounds: bounds))
    }

    private static func time(_ text: String) -> UnixTime? {
        if let time = TaskTime(wire: text).time { return time }
        guard let seconds = Double(text), abs(seconds) < 1e12 else { return nil }
        return UnixTime(milliseconds: Int64((seconds * 1000).rounded()))
    }

    private static func badTime(_ name: String) -> SimulatedReply {
        .text(400, "\(name): expected seconds since 1970 or a time like 2021-02-03T04:05:06Z")
    }

    private static func json(_ truth: Truth) -> SimulatedReply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let body = [UInt8](try encoder.encode(truth))
            return SimulatedReply(fields: [("Content-Type", "application/json")], body: body)
        } catch {
            return .text(500, "the truth cannot be written: \(error)")
        }
    }
}
