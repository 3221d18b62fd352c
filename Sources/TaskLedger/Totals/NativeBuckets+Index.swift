import Glibc

extension NativeBuckets {
    /// The indices that durations can have, from one millisecond to the longest that is a number.
    static let indices = index(seconds: 0.001)...index(seconds: Double(Int64.max) / 1000)

    /// The bound in seconds at a place between the buckets of a schema: whole numbers are the buckets' upper bounds, and
    /// what lies between is interpolated as the buckets grow, exponentially.
    package static func bound(index: Double, schema: Int) -> Double {
        exp2(index * exp2(-Double(schema)))
    }

    /// The index of the bucket that holds `seconds`, a positive number: the smallest i with seconds ≤ 2^(i/256).
    static func index(seconds: Double) -> Int32 {
        let guess = Int32((log2(seconds) * 256).rounded(.up))
        // The logarithm is inexact at a boundary, where one step decides.
        if seconds <= upperBound(of: guess - 1) { return guess - 1 }
        if seconds > upperBound(of: guess) { return guess + 1 }
        return guess
    }

    /// The shortest duration that falls into a bucket of the stored schema.
    static func shortestMilliseconds(inBucket index: Int32) -> Int64 {
        (Int64(exactly: (upperBound(of: index - 1) * 1000).rounded(.down)) ?? .max - 1) + 1
    }

    /// The inclusive upper bound in seconds of a bucket of the stored schema.
    static func upperBound(of index: Int32) -> Double {
        exp2(Double(index) / 256)
    }
}
