/// The sparse, exponential buckets of a histogram of values that are never negative; only protobuf can carry them.
package struct NativeHistogram: Hashable, Sendable {
    /// A bucket that has observations.
    package struct Bucket: Hashable, Sendable {
        /// Bucket `i` holds values up to and including 2^(i·2^−schema), above the bound of bucket `i − 1`.
        package var index: Int
        /// Observations in this bucket alone.
        package var count: UInt64

        package init(index: Int, count: UInt64) {
            self.index = index
            self.count = count
        }
    }

    /// The resolution: 2^schema buckets for each doubling of the value, one of ``schemas``.
    package var schema: Int
    /// Values up to and including this one are in the zero bucket.
    package var zeroThreshold: Double
    /// Observations in the zero bucket.
    package var zeroCount: UInt64
    /// Buckets by strictly increasing index; those without observations may be left out.
    package var positive: [Bucket]

    /// The schemas that Prometheus knows, from the coarsest to the finest.
    package static let schemas = -4...8

    /// The zero threshold that everybody uses, 2^−128. It may not be left out of an exposition: Prometheus 2.42 tells
    /// an empty native histogram from a classic one by it.
    package static let defaultZeroThreshold = 0x1p-128

    package init(
        schema: Int, zeroThreshold: Double = NativeHistogram.defaultZeroThreshold, zeroCount: UInt64 = 0,
        positive: [Bucket] = []
    ) {
        self.schema = schema
        self.zeroThreshold = zeroThreshold
        self.zeroCount = zeroCount
        self.positive = positive
    }
}
