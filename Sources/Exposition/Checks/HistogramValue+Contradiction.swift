extension HistogramValue {
    /// What forbids to write this histogram, or nothing.
    var contradiction: String? {
        guard bucketCounts.count == upperBounds.count + 1 else {
            return "\(upperBounds.count) bounds need \(upperBounds.count + 1) buckets, not \(bucketCounts.count)"
        }
        guard exemplars.isEmpty || exemplars.count == bucketCounts.count else {
            return "\(bucketCounts.count) buckets need as many exemplars or none, not \(exemplars.count)"
        }
        var last = -Double.leastNonzeroMagnitude
        for bound in upperBounds {
            guard bound.isFinite, bound > last else {
                return "bounds are finite, not negative and increasing, so \(bound) cannot follow \(max(last, 0))"
            }
            last = bound
        }
        guard sum.isFinite, sum >= 0 else { return "a sum is a finite number from 0 on, not \(sum)" }
        guard NativeHistogram.total(of: bucketCounts) != nil else { return "the counts are too large to add up" }
        return nil
    }
}
