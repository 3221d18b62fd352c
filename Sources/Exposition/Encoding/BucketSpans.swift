/// How native buckets travel: runs of neighbours, and each count as its difference to the one before.
struct BucketSpans: Equatable, Sendable {
    /// Neighbouring buckets.
    struct Span: Equatable, Sendable {
        /// Of the first span the index of its first bucket, of each other one the gap to the span before.
        var offset: Int64
        /// How many buckets.
        var length: UInt64
    }

    private(set) var spans: [Span] = []
    /// One for each bucket of all spans.
    private(set) var deltas: [Int64] = []

    /// A gap up to this wide is filled with empty buckets, as that takes less room than another span.
    private static let widestFilledGap = 2

    /// Takes buckets by increasing index; their counts must fit a signed number.
    init(_ buckets: [NativeHistogram.Bucket]) {
        var nextIndex = 0
        var lastCount: Int64 = 0
        for bucket in buckets where bucket.count > 0 {
            let count = Int64(bucket.count)
            let gap = bucket.index - nextIndex
            if spans.isEmpty || gap > Self.widestFilledGap {
                spans.append(Span(offset: Int64(gap), length: 0))
            } else {
                for _ in 0..<gap {
                    deltas.append(-lastCount)
                    lastCount = 0
                    spans[spans.count - 1].length += 1
                }
            }
            deltas.append(count - lastCount)
            lastCount = count
            spans[spans.count - 1].length += 1
            nextIndex = bucket.index + 1
        }
    }
}
