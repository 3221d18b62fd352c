extension NativeHistogram {
    /// What forbids to write these buckets beside classic ones that count so many observations, or nothing.
    func contradiction(count: UInt64) -> String? {
        guard Self.schemas.contains(schema) else { return "the schema is from -4 to 8, not \(schema)" }
        guard zeroThreshold.isFinite, zeroThreshold > 0 else {
            return "the zero threshold is a finite number above 0, not \(zeroThreshold)"
        }
        for (bucket, next) in zip(positive, positive.dropFirst()) where bucket.index >= next.index {
            return "bucket indexes increase, so \(next.index) cannot follow \(bucket.index)"
        }
        if let bucket = positive.first(where: { !Self.indexes.contains($0.index) }) {
            return "no number falls into bucket \(bucket.index)"
        }
        let total = Self.total(of: positive.map(\.count) + [zeroCount])
        guard total == count else {
            return "it counts \(total.map(String.init) ?? "too many") observations, the classic buckets \(count)"
        }
        return nil
    }

    /// The indexes that finite numbers have at the finest schema: 256 for each of the exponents −1074 to 1024.
    private static let indexes = -1074 * 256...1024 * 256

    /// The sum of counts, if the signed numbers of protobuf can hold it.
    static func total(of counts: [UInt64]) -> UInt64? {
        var total: UInt64 = 0
        for count in counts {
            let (sum, overflow) = total.addingReportingOverflow(count)
            guard !overflow, sum <= UInt64(Int64.max) else { return nil }
            total = sum
        }
        return total
    }
}
