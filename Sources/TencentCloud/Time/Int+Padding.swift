extension Int {
    /// The decimal digits with zeros in front, at least `width` of them; a minus sign comes before the zeros.
    func padded(to width: Int) -> String {
        let digits = String(magnitude)
        let zeros = String(repeating: "0", count: Swift.max(0, width - digits.count))
        return (self < 0 ? "-" : "") + zeros + digits
    }
}
