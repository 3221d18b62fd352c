import MPSExporter
import Testing

@Suite struct GoDurationTests {
    @Test(arguments: [
        ("0", Duration.zero), ("1s", .seconds(1)), ("1500ms", .milliseconds(1500)), ("1.5s", .milliseconds(1500)),
        (".5m", .seconds(30)), ("1h2m3s", .seconds(3723)), ("2us", .microseconds(2)), ("2µs", .microseconds(2)),
        ("7ns", .nanoseconds(7)), ("1000", .nanoseconds(1000)), ("1.s", .seconds(1)),
    ])
    func `reads what Go writes`(text: String, duration: Duration) {
        #expect(Duration(go: text) == duration)
    }

    @Test(arguments: ["", "s", "1d", "-1s", "+1s", "1..5s", ".s", "1s2", "1 s", "１s", "99999999999h", "1S"])
    func `takes nothing else`(text: String) {
        #expect(Duration(go: text) == nil)
    }
}
