internal import TencentCloud

/// The API's clock as its answers tell it: a clock of this machine that is wrong must not make tasks old before their
/// time.
struct APIClock {
    /// What the Date field, in whole seconds, and the way of an answer leave open, in milliseconds.
    private static let resolution: Int64 = 2_000

    /// How far it is ahead of this machine's clock, in milliseconds.
    private var lead: Int64 = 0
    /// The earliest time of the answers to the poll under way, in milliseconds since 1970; nil before the first.
    private var earliest: Int64?

    mutating func pollBegins() {
        earliest = nil
    }

    /// Takes in an answer that came at `now`. One without a Date field says that this machine's clock is about right: calls
    /// that are signed minutes off are refused, and without that field the client cannot correct its signing.
    mutating func hear(_ serverTime: UnixTime?, at now: UnixTime) {
        earliest = min(earliest ?? .max, (serverTime ?? now).milliseconds)
        guard let serverTime else { return }
        let lead = serverTime.milliseconds - now.milliseconds
        self.lead = abs(lead) > Self.resolution ? lead : 0
    }

    /// The API's time when it is `now` here, in milliseconds since 1970.
    func time(at now: UnixTime) -> Int64 {
        now.milliseconds + lead
    }

    /// A time that has passed by this machine's clock as well as by every answer to the poll under way, so that no single
    /// clock makes it come too early; nil without an answer.
    func passedTime(at now: UnixTime) -> Int64? {
        earliest.map { min($0, now.milliseconds) }
    }
}
