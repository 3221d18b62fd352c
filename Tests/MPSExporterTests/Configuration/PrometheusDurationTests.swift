import MPSExporter
import Testing

@Suite struct `Prometheus durations` {
    @Test(
        arguments: [
            ("0", .zero), ("0s", .zero), ("15s", .seconds(15)), ("1m30s", .seconds(90)), ("7d", .seconds(604_800)),
            ("1w", .seconds(604_800)), ("1y", .seconds(31_536_000)), ("250ms", .milliseconds(250)),
            ("1m1ms", .milliseconds(60_001)), ("007s", .seconds(7)), ("90m", .seconds(5400)),
            ("1y2w3d4h5m6s7ms", .milliseconds(33_019_506_007)),
            ("292y", .seconds(9_208_512_000)), ("9223372036854ms", .milliseconds(9_223_372_036_854)),
        ] as [(String, Duration)])
    func `are read`(text: String, duration: Duration) {
        #expect(Duration(prometheus: text) == duration)
    }

    @Test(arguments: [
        "", " ", "s", "15", "1.5s", "-1s", "+1s", "1 s", " 1s", "1s ", "1S", "1M", "1s1s", "1s1m", "1ms1s", "1d1w",
        "1us", "1m30", "ms", "1h m", "0x1s", "١s", "1s\n", "293y", "9223372036855ms", "99999999999999999999s",
        "9223372036854775807y",
    ])
    func `are refused`(text: String) {
        #expect(Duration(prometheus: text) == nil)
    }

    @Test(
        arguments: [
            (.zero, "0s"), (.seconds(90), "1m30s"), (.seconds(604_800), "1w"), (.seconds(691_200), "8d"),
            (.seconds(31_536_000), "1y"), (.seconds(31_536_001), "365d1s"), (.milliseconds(1500), "1s500ms"),
            (.milliseconds(-1500), "-1s500ms"), (.microseconds(7), "0s"),
            (.seconds(Int64.max), "106751991167300d15h30m7s"),
        ] as [(Duration, String)])
    func `are written`(duration: Duration, text: String) {
        #expect(duration.prometheusText == text)
    }

    @Test func `come back as they were written`() {
        for exponent in 0..<43 {
            let duration = Duration.milliseconds((Int64(1) << exponent) + 17)
            #expect(Duration(prometheus: duration.prometheusText) == duration)
        }
    }
}
