/// The bounds of native buckets between 1 and 2 at the finest schema: 2^(j/256) for j = 0…255, each the nearest
/// double.
///
/// The C library's `exp2` may be off in the last place, which would put a value that lies on a bound into the next
/// bucket. So the powers are multiplied out of roots of 2 in fixed point with 127 fractional bits, and rounded once.
struct OctaveBounds: Sendable {
    /// Computed at first use, in some ten microseconds.
    static let shared = OctaveBounds()

    private let bounds: [Double]

    private static let finestSchema = 8
    private static let fractionBits = 127

    private init() {
        // roots[k] is 2^(1/2^(k+1)). Under a root, the fraction bits double.
        var roots = [Self.squareRoot(ofHigh: 1 << 127, low: 0)]
        while roots.count < Self.finestSchema {
            let root = roots[roots.count - 1]
            roots.append(Self.squareRoot(ofHigh: root >> 1, low: root << 127))
        }
        bounds = (0..<1 << Self.finestSchema).map { position in
            var power: UInt128 = 1 << Self.fractionBits
            for (place, root) in roots.enumerated() where position >> (Self.finestSchema - 1 - place) & 1 == 1 {
                let (high, low) = power.multipliedFullWidth(by: root)
                power = high << 1 | low >> 127
            }
            return Double(sign: .plus, exponent: -Self.fractionBits, significand: Double(power))
        }
    }

    /// The smallest `j` with significand ≤ 2^(j·2^−schema), for a significand from 1 up to, not including, 2 and a
    /// schema from 1 to 8. It is 2^schema above the last bound.
    func position(of significand: Double, schema: Int) -> Int {
        let stride = Self.finestSchema - schema
        var low = 0
        var high = 1 << schema
        while low < high {
            let middle = (low + high) / 2
            if significand <= bounds[middle << stride] {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }

    /// The whole part of the square root of a 256-bit number.
    private static func squareRoot(ofHigh high: UInt128, low: UInt128) -> UInt128 {
        var root: UInt128 = 0
        for bit in (0..<128).reversed() {
            let candidate = root | 1 << UInt128(bit)
            let square = candidate.multipliedFullWidth(by: candidate)
            if (square.high, square.low) <= (high, low) { root = candidate }
        }
        return root
    }
}
