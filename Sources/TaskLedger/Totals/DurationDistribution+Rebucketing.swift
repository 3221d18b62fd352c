extension DurationDistribution {
    /// The same observations over other bounds.
    ///
    /// Counts up to a bound that both have stay as they are. Up to another they are exact where it lies between native
    /// buckets, and where all observations of the native bucket that holds it are equal to it, as with whole seconds up
    /// to six minutes; else too high by at most what that bucket holds (a width of 0.3 %).
    ///
    /// Exemplars begin anew with tasks that end after all that were shown before. Prometheus refuses one that is older
    /// than the last of its series: its memory reaches back to bounds that were given up and come back, and where it
    /// reads native histograms, all buckets are one series to it.
    package func rebucketed(from old: DurationBounds, to new: DurationBounds) -> DurationDistribution {
        DurationDistribution(
            counts: recounted(from: old, to: new), sumMilliseconds: sumMilliseconds, native: native,
            exemplars: Array(repeating: nil, count: new.milliseconds.count + 1),
            exemplarFloor: exemplars.indices.map(newestShown).reduce(exemplarFloor, max))
    }

    private func recounted(from old: DurationBounds, to new: DurationBounds) -> [Int64] {
        var estimates = Array(repeating: Int64(0), count: new.milliseconds.count + 1)
        estimates[0] = native.zeroCount
        for bucket in native.buckets {
            let shortest = NativeBuckets.shortestMilliseconds(inBucket: bucket.index)
            estimates[new.bucket(of: shortest)] += bucket.count
        }
        var known: [Int64] = []
        for count in counts { known.append((known.last ?? 0) + count) }
        var recounted: [Int64] = []
        var estimate: Int64 = 0
        var below: Int64 = 0
        for (position, count) in estimates.enumerated() {
            estimate += count
            // An estimate is never too low, so it is cut down to what is known of the same bound or the next above it.
            let next = position < new.milliseconds.count ? old.bucket(of: new.milliseconds[position]) : known.count - 1
            let reached = min(estimate, known[next])
            recounted.append(reached - below)
            below = reached
        }
        return recounted
    }
}
