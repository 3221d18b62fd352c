internal import TencentCloud

/// The API's clock as its answers tell it: a clock of this machine that is wrong must not make tasks old before their
/// time.
struct APIClock {
    /// What the Date field, in whole seconds, and the way of an answer leave open, in milliseconds.
    private static let resolution: Int64 = 2_000

    /// How far it is ahead of this machine's clock, in milliseconds.
    private var lead: Int64 = 0
    /// Whether the poll under way has had an answer, so that the time is not one of an earlier poll carried on.
    private(set) var isHeard = false

    mutating func pollBegins() {
        isHeard = false
    }

    /// Takes in an answer that came at `now`; one without a Date field leaves what is known.
    mutating func hear(_ serverTime: UnixTime?, at now: UnixTime) {
        isHeard = true
        guard let serverTime else { return }
        let lead = serverTime.milliseconds - now.milliseconds
        self.lead = abs(lead) > Self.resolution ? lead : 0
    }

    /// The API's time when it is `now` here, in milliseconds since 1970.
    func time(at now: UnixTime) -> Int64 {
        now.milliseconds + lead
    }
}
