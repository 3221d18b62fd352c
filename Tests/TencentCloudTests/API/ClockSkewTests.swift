import TencentCloud
import Testing

struct ClockSkewTests {
    private func skew(server: Int64, sent: Int64, received: Int64) -> Double {
        ClockSkew(
            serverTime: UnixTime(milliseconds: server), sent: UnixTime(milliseconds: sent),
            received: UnixTime(milliseconds: received)
        ).seconds
    }

    @Test func `is none as long as a date without fraction allows for none`() {
        #expect(skew(server: 10_000, sent: 10_000, received: 10_000) == 0)
        #expect(skew(server: 10_000, sent: 10_700, received: 10_900) == 0)
        #expect(skew(server: 10_000, sent: 9_500, received: 10_100) == 0)
    }

    @Test func `is the middle of what is possible otherwise`() {
        #expect(skew(server: 310_000, sent: 10_000, received: 10_000) == 300.4995)
        #expect(skew(server: 10_000, sent: 310_000, received: 311_000) == -300.0005)
    }

    @Test func `bears a clock that was set back during the call`() {
        #expect(skew(server: 10_000, sent: 20_000, received: 10_000) == 0)
    }
}
