import Exposition
import Testing

/// Field numbers are those of client_model's `metrics.proto`.
struct ProtobufEncoderTests {
    private func families(_ families: MetricFamily...) throws -> [ProtobufMessage] {
        try ProtobufMessage.delimited(renderedBytes(families, as: .protobuf))
    }

    /// The only metric of the only family.
    private func metric(_ family: MetricFamily) throws -> ProtobufMessage {
        let messages = try families(family)
        try #require(messages.count == 1)
        return try messages[0].message(4)
    }

    @Test func `each family has its length before it`() throws {
        let messages = try families(.gauge("b", .gauge(1)), .counter("a_total", .counter(1)), .gauge("c", .gauge(1)))
        #expect(messages.map { $0.string(1) } == ["a_total", "b", "c"])
    }

    @Test func `lengths of more than one and two bytes are right`() throws {
        for length in [100, 127, 128, 1000, 16_383, 16_384, 100_000] {
            let value = String(repeating: "x", count: length)
            let message = try metric(.gauge(.gauge(1, ["a": value, "b": "2"])))
            #expect(try message.messages(1).map { $0.string(2) } == [value, "2"])
            #expect(try message.message(2).double(1) == 1)
        }
    }

    @Test(
        arguments: [
            (MetricFamily.counter("n_total", .counter(1)), UInt64(0)), (.gauge("n", .gauge(1)), 1),
            (.histogram("n", HistogramValue(upperBounds: [], bucketCounts: [0], sum: 0)), 4),
        ])
    func `a family says its name, type, help and unit`(_ family: MetricFamily, _ type: UInt64) throws {
        var family = family
        let bare = try families(family)[0]
        #expect(bare.numbers == [1, 3, 4])
        #expect(bare.unsigned(3) == type)

        family.name = family.type == .counter ? "n_seconds_total" : "n_seconds"
        family.help = "a \"b\"\n\\"
        family.unit = "seconds"
        let full = try families(family)[0]
        #expect(full.numbers == [1, 2, 3, 4, 5])
        #expect(full.string(1) == family.name)
        #expect(full.string(2) == "a \"b\"\n\\")
        #expect(full.string(5) == "seconds")
    }

    @Test(arguments: [0, -0.0, 1, -2.5, 1e300, .infinity, -.infinity])
    func `a gauge has its value, even 0`(_ value: Double) throws {
        let message = try metric(.gauge(.gauge(value, ["a": "1"])))
        #expect(message.numbers == [1, 2])
        #expect(try message.message(2).double(1)?.bitPattern == value.bitPattern)
    }

    @Test func `labels are not escaped`() throws {
        let message = try metric(.gauge(.gauge(1, ["b": "\"\\\n\0é", "a": ""])))
        let labels = try message.messages(1)
        #expect(labels.map { $0.string(1) } == ["b"])
        #expect(labels.map { $0.string(2) } == ["\"\\\n\0é"])
    }

    @Test func `a counter has value, exemplar and creation time`() throws {
        let exemplar = Exemplar(labels: Label.list(["task_id": "t"]), value: 0.5, timestamp: 12.25)
        let counter = try metric(.counter(.counter(3, exemplar: exemplar, created: 10.5))).message(3)
        #expect(counter.numbers == [1, 2, 3])
        #expect(counter.double(1) == 3)
        #expect(try counter.message(2).message(1).string(1) == "task_id")
        #expect(try counter.message(2).message(1).string(2) == "t")
        #expect(try counter.message(2).double(2) == 0.5)
        #expect(try counter.message(2).message(3).unsigned(1) == 12)
        #expect(try counter.message(2).message(3).unsigned(2) == 250_000_000)
        #expect(try counter.message(3).unsigned(1) == 10)
    }

    @Test(
        arguments: [
            (0, 0, nil), (1, 1, nil), (1.5, 1, 500_000_000), (1_790_000_000, 1_790_000_000, nil),
            (1_790_000_000.123, 1_790_000_000, 123_000_000), (1_790_000_000.999, 1_790_000_000, 999_000_000),
            (1_790_000_000.9999999, 1_790_000_001, nil), (253_402_300_799, 253_402_300_799, nil),
        ] as [(Double, UInt64, UInt64?)])
    func `a time is right to the microsecond`(_ time: Double, _ seconds: UInt64, _ nanoseconds: UInt64?) throws {
        let timestamp = try metric(.counter(.counter(1, created: time))).message(3).message(3)
        #expect(timestamp.unsigned(1) == seconds)
        #expect(timestamp.unsigned(2) == nanoseconds)
    }

    @Test func `a bare counter has neither exemplar nor creation time`() throws {
        #expect(try metric(.counter(.counter(0))).message(3).numbers == [1])
    }
}
