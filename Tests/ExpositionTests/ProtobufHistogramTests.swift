import Exposition
import Testing

/// Field numbers are those of client_model's `metrics.proto`.
struct ProtobufHistogramTests {
    private func histogram(_ value: HistogramValue, created: Double? = nil) throws -> ProtobufMessage {
        let metric = Metric(labels: [], value: .histogram(value), created: created)
        let family = MetricFamily(name: "h", type: .histogram, help: "", metrics: [metric])
        let messages = try ProtobufMessage.delimited(renderedBytes([family], as: .protobuf))
        try #require(messages.count == 1)
        return try messages[0].message(4).message(7)
    }

    private func native(_ native: NativeHistogram) throws -> ProtobufMessage {
        let count = native.positive.reduce(native.zeroCount) { $0 + $1.count }
        return try histogram(HistogramValue(upperBounds: [], bucketCounts: [count], sum: 1, native: native))
    }

    @Test func `buckets are cumulative and end with all`() throws {
        let message = try histogram(HistogramValue(upperBounds: [0.5, 60], bucketCounts: [1, 2, 300], sum: 9.5))
        #expect(message.numbers == [1, 2, 3])
        #expect(message.unsigned(1) == 303)
        #expect(message.double(2) == 9.5)
        #expect(try message.messages(3).map { $0.unsigned(1) } == [1, 3, 303])
        #expect(try message.messages(3).map { $0.double(2) } == [0.5, 60, .infinity])
        #expect(try message.messages(3).map(\.numbers) == [[1, 2], [1, 2], [1, 2]])
    }

    @Test func `each bucket has its own exemplar, with its time`() throws {
        let exemplar = Exemplar(labels: Label.list(["task_id": "t"]), value: 0.25, timestamp: 3.5)
        let value = HistogramValue(
            upperBounds: [0.5], bucketCounts: [1, 1], sum: 2,
            exemplars: [exemplar, Exemplar(labels: [], value: 1.75, timestamp: nil)])
        let buckets = try histogram(value).messages(3)
        let first = try buckets[0].message(3)
        #expect(first.numbers == [1, 2, 3])
        #expect(try first.message(1).string(2) == "t")
        #expect(first.double(2) == 0.25)
        #expect(try first.message(3).unsigned(1) == 3)
        #expect(try buckets[1].message(3).numbers == [2])
    }

    private func exemplars(at timestamps: [Double?], native: NativeHistogram?) throws -> ProtobufMessage {
        try histogram(
            HistogramValue(
                upperBounds: (1..<timestamps.count).map(Double.init), bucketCounts: timestamps.map { _ in 1 }, sum: 1,
                exemplars: timestamps.enumerated().map { bucket, time in
                    time.map { Exemplar(labels: [], value: Double(bucket) + 0.5, timestamp: $0) }
                },
                native: native))
    }

    private func times(_ exemplars: [ProtobufMessage]) throws -> [UInt64?] {
        try exemplars.map { try $0.message(3).unsigned(1) }
    }

    @Test func `beside native buckets all exemplars are theirs, and the newest alone is its classic bucket's`() throws {
        let native = NativeHistogram(schema: 3, positive: [.init(index: 0, count: 4)])
        let message = try exemplars(at: [5, nil, 9, 7], native: native)
        #expect(try times(message.messages(16)) == [5, 9, 7])
        #expect(try message.messages(3).map { $0.numbers.contains(3) } == [false, false, true, false])
        #expect(try times([message.messages(3)[2].message(3)]) == [9])
    }

    @Test func `while two are the newest no classic bucket has one`() throws {
        let native = NativeHistogram(schema: 3, positive: [.init(index: 0, count: 3)])
        let message = try exemplars(at: [9, 9, 8], native: native)
        #expect(try times(message.messages(16)) == [9, 9, 8])
        #expect(try message.messages(3).allSatisfy { !$0.numbers.contains(3) })
    }

    @Test func `an exemplar without a time is none of native buckets`() throws {
        let native = NativeHistogram(schema: 3, positive: [.init(index: 0, count: 2)])
        let timeless = Exemplar(labels: [], value: 0.5, timestamp: nil)
        let message = try histogram(
            HistogramValue(upperBounds: [1], bucketCounts: [1, 1], sum: 1, exemplars: [timeless, nil], native: native))
        #expect(!message.numbers.contains(16))
        #expect(try message.messages(3).allSatisfy { !$0.numbers.contains(3) })
    }

    @Test func `the creation time is last`() throws {
        let message = try histogram(HistogramValue(upperBounds: [], bucketCounts: [0], sum: 0), created: 7)
        #expect(message.numbers == [1, 2, 3, 15])
        #expect(try message.message(15).unsigned(1) == 7)
    }

    @Test func `classic and native buckets share a message`() throws {
        let message = try native(
            NativeHistogram(schema: -2, zeroThreshold: 0.001, zeroCount: 5, positive: [.init(index: 1, count: 2)]))
        #expect(message.numbers == [1, 2, 3, 5, 6, 7, 12, 13])
        #expect(message.unsigned(1) == 7)
        #expect(message.signed(5) == -2)
        #expect(message.double(6) == 0.001)
        #expect(message.unsigned(7) == 5)
    }

    @Test func `an empty native histogram is known by its zero threshold`() throws {
        let message = try native(NativeHistogram(schema: 3))
        #expect(message.numbers == [1, 2, 3, 5, 6, 7])
        #expect(message.signed(5) == 3)
        #expect(message.double(6) == 0x1p-128)
        #expect(message.unsigned(7) == 0)
    }

    typealias Layout = (buckets: [(Int, UInt64)], spans: [[Int64]], deltas: [Int64])

    static let layouts: [Layout] = [
        ([(0, 1)], [[0, 1]], [1]),
        ([(5, 3), (6, 1), (7, 4)], [[5, 3]], [3, -2, 3]),
        ([(-3, 2), (-2, 2)], [[-3, 2]], [2, 0]),
        // A gap of one or two is filled, one of three begins a new span.
        ([(1, 4), (3, 4)], [[1, 3]], [4, -4, 4]),
        ([(1, 4), (4, 5)], [[1, 4]], [4, -4, 0, 5]),
        ([(1, 4), (5, 5)], [[1, 1], [3, 1]], [4, 1]),
        ([(-9, 1), (9, 1)], [[-9, 1], [17, 1]], [1, 0]),
        // The first offset is absolute, however near 0 it is.
        ([(2, 1)], [[2, 1]], [1]),
        // Buckets without observations count as gaps.
        ([(0, 0), (1, 2), (2, 0), (3, 0), (4, 0), (5, 2), (6, 0)], [[1, 1], [3, 1]], [2, 0]),
        ([(100_000, 1 << 40)], [[100_000, 1]], [1 << 40]),
    ]

    @Test(arguments: layouts)
    func `native buckets travel as spans and deltas`(_ layout: Layout) throws {
        let buckets = layout.buckets.map { NativeHistogram.Bucket(index: $0.0, count: $0.1) }
        let message = try native(NativeHistogram(schema: 0, positive: buckets))
        let spans = try message.messages(12).map { [$0.signed(1) ?? 0, Int64($0.unsigned(2) ?? 0)] }
        #expect(spans == layout.spans)
        #expect(try message.packedSigned(13) == layout.deltas)
    }

    @Test func `any buckets come back from their spans`() throws {
        var random = SplitMix64(state: 20_260_101)
        for _ in 0..<300 {
            var index = Int.random(in: -2000...2000, using: &random)
            let buckets = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                index += Int.random(in: 1...6, using: &random)
                return NativeHistogram.Bucket(index: index, count: UInt64.random(in: 1...1_000_000, using: &random))
            }
            let message = try native(NativeHistogram(schema: 8, positive: buckets))
            #expect(try expanded(message) == buckets)
        }
    }

    /// Undoes spans and deltas as `metrics.proto` describes them.
    private func expanded(_ message: ProtobufMessage) throws -> [NativeHistogram.Bucket] {
        var deltas = try message.packedSigned(13)[...]
        var buckets: [NativeHistogram.Bucket] = []
        var index: Int64 = 0
        var count: Int64 = 0
        for span in try message.messages(12) {
            index += span.signed(1) ?? 0
            for _ in 0..<(span.unsigned(2) ?? 0) {
                let delta = deltas.popFirst()
                count += try #require(delta)
                if count > 0 { buckets.append(.init(index: Int(index), count: UInt64(count))) }
                index += 1
            }
        }
        try #require(deltas.isEmpty)
        return buckets
    }
}
