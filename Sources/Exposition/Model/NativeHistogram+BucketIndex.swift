extension NativeHistogram {
    /// The index of the bucket that a value falls into: the smallest `i` with value ≤ 2^(i·2^−schema), where each
    /// bound is the double nearest to that power, as Prometheus has it.
    ///
    /// Nothing for what no positive bucket takes: values of the zero bucket (up to ``defaultZeroThreshold``), negative
    /// ones, NaN and the infinities.
    package static func bucketIndex(of value: Double, schema: Int) -> Int? {
        precondition(
            schemas.contains(schema), "The schema of a native histogram must be between -4 and 8 when it gets here.")
        guard value > defaultZeroThreshold, value.isFinite else { return nil }
        let exponent = Int(value.exponent)
        if schema <= 0 {
            let doublings = value.significand == 1 ? exponent : exponent + 1
            let width = -schema
            return (doublings + (1 << width) - 1) >> width
        }
        return exponent << schema + OctaveBounds.shared.position(of: value.significand, schema: schema)
    }
}
