import TaskLedger
import Testing

@Suite struct NativeBucketsTests {
    private func bucket(of milliseconds: Int64, schema: Int = 8) -> Int? {
        var buckets = NativeBuckets()
        buckets.observe(milliseconds: milliseconds)
        return buckets.merged(schema: schema).first?.index
    }

    private static let thousand = BigNatural(1000).squared(times: 8)

    /// Whether milliseconds / 1000 ≤ 2^(index/256), in whole numbers: milliseconds^256 ≤ 2^index × 1000^256.
    private func isWithin(_ milliseconds: Int64, _ index: Int) -> Bool {
        let left = BigNatural(UInt64(milliseconds)).squared(times: 8)
        let right = Self.thousand
        return index >= 0 ? left <= right.shifted(by: index) : left.shifted(by: -index) <= right
    }

    @Test func `a duration falls into the first bucket whose upper bound it does not exceed`() throws {
        var generator = SeededGenerator(seed: 1)
        var durations: [Int64] = [1, 2, 3, 999, 1000, 1001, 5000, 60_000, 86_400_000, .max]
        for _ in 0..<50 { durations.append(Int64(generator.next() >> UInt64.random(in: 1...63, using: &generator))) }
        for milliseconds in durations where milliseconds > 0 {
            let index = try #require(bucket(of: milliseconds))
            #expect(isWithin(milliseconds, index), "\(milliseconds) ms is above bucket \(index)")
            #expect(!isWithin(milliseconds, index - 1), "\(milliseconds) ms is below bucket \(index)")
        }
    }

    @Test(arguments: 0...40)
    func `powers of two are upper bounds themselves`(exponent: Int) {
        let milliseconds = Int64(1000) << Int64(exponent)
        #expect(bucket(of: milliseconds) == exponent * 256)
        #expect(bucket(of: milliseconds + 1) == exponent * 256 + 1)
    }

    @Test(arguments: [(125, -3), (250, -2), (500, -1)])
    func `powers of two below a second are upper bounds themselves`(milliseconds: Int64, exponent: Int) {
        #expect(bucket(of: milliseconds) == exponent * 256)
    }

    @Test(arguments: -4...8)
    func `merging gives every coarser schema exactly`(schema: Int) {
        var generator = SeededGenerator(seed: UInt64(schema + 100))
        let durations = (0..<400).map { _ in Int64(generator.next() >> UInt64.random(in: 30...63, using: &generator)) }
        var buckets = NativeBuckets()
        var expected: [Int: Int64] = [:]
        for milliseconds in durations {
            buckets.observe(milliseconds: milliseconds)
            guard milliseconds > 0 else { continue }
            // In steps of 2^(8 − schema) buckets of schema 8, rounded up.
            let fine = bucket(of: milliseconds) ?? 0
            let step = 1 << (8 - schema)
            expected[Int((Double(fine) / Double(step)).rounded(.up)), default: 0] += 1
        }
        let merged = buckets.merged(schema: schema)
        #expect(merged.map(\.index) == expected.keys.sorted())
        #expect(merged.map(\.count) == expected.sorted { $0.key < $1.key }.map(\.value))
        #expect(buckets.zeroCount == Int64(durations.count { $0 == 0 }))
    }

    @Test func `zero, and what cannot be, counts as zero`() {
        var buckets = NativeBuckets()
        buckets.observe(milliseconds: 0)
        buckets.observe(milliseconds: -5)
        #expect(buckets.zeroCount == 2)
        #expect(buckets.buckets.isEmpty)
    }

    @Test func `buckets ascend and are counted, not repeated`() {
        var buckets = NativeBuckets()
        for milliseconds in [5000, 1, 5000, 300, 5001] as [Int64] { buckets.observe(milliseconds: milliseconds) }
        #expect(buckets.buckets.map(\.index) == buckets.buckets.map(\.index).sorted())
        #expect(buckets.buckets.map(\.count) == [1, 1, 3])
    }
}

/// Natural numbers of any size, as far as comparing powers needs them.
private struct BigNatural: Comparable {
    /// From the least significant.
    private var words: [UInt32]

    init(_ value: UInt64) {
        words = [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)]
        trim()
    }

    func squared(times: Int) -> BigNatural {
        (0..<times).reduce(self) { number, _ in number.squared() }
    }

    private func squared() -> BigNatural {
        var product = BigNatural(0)
        product.words = Array(repeating: 0, count: words.count * 2)
        for (left, word) in words.enumerated() {
            var carry: UInt64 = 0
            for (right, other) in words.enumerated() {
                carry += UInt64(word) * UInt64(other) + UInt64(product.words[left + right])
                product.words[left + right] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            product.words[left + words.count] = UInt32(carry)
        }
        product.trim()
        return product
    }

    func shifted(by bits: Int) -> BigNatural {
        var shifted = self
        shifted.words = Array(repeating: 0, count: bits / 32) + words + [0]
        let rest = UInt32(bits % 32)
        guard rest > 0 else {
            shifted.trim()
            return shifted
        }
        for index in shifted.words.indices.reversed() {
            let below = index > 0 ? shifted.words[index - 1] >> (32 - rest) : 0
            shifted.words[index] = shifted.words[index] << rest | below
        }
        shifted.trim()
        return shifted
    }

    private mutating func trim() {
        while words.last == 0 { words.removeLast() }
    }

    static func < (left: BigNatural, right: BigNatural) -> Bool {
        guard left.words.count == right.words.count else { return left.words.count < right.words.count }
        for (mine, other) in zip(left.words.reversed(), right.words.reversed()) where mine != other {
            return mine < other
        }
        return false
    }
}
