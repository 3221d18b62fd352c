extension Int64 {
    /// The least whole number that is not below `value`, or the end of the range that it lies beyond.
    init(saturatingCeiling value: Double) {
        self = Int64(exactly: value.rounded(.up)) ?? (value < 0 ? .min : .max)
    }

    /// The sum, or the end of the range that it would pass.
    func saturatingSum(with other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    /// This value less `other`, or the end of the range that the difference would pass.
    func saturatingDifference(less other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }

    /// The product, or the end of the range that it would pass.
    func saturatingProduct(with other: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? ((self < 0) != (other < 0) ? .min : .max) : product
    }

    /// The quotient rounded towards negative infinity, as calendars need it before 1970. The divisor is positive.
    func quotientRoundedDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
