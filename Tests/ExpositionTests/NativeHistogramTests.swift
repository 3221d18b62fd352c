import Exposition
import Testing

struct NativeHistogramTests {
    /// 2^(j/256) for j = 0…255, each the nearest double, found by comparing 256th powers as whole numbers.
    private static func octaveBounds() throws -> [Double] {
        try Fixture.lines("octave-bounds.txt").map { try #require(Double($0)) }
    }

    @Test(arguments: 1...8)
    func `bounds belong to the bucket below them`(_ schema: Int) throws {
        let bounds = try Self.octaveBounds()
        for exponent in [-127, -53, -1, 0, 1, 2, 16, 500, 1023] {
            for position in 0..<1 << schema {
                let bound = Double(
                    sign: .plus, exponent: exponent, significand: bounds[position << (8 - schema)])
                let index = exponent << schema + position
                #expect(NativeHistogram.bucketIndex(of: bound, schema: schema) == index)
                #expect(NativeHistogram.bucketIndex(of: bound.nextDown, schema: schema) == index)
                #expect(NativeHistogram.bucketIndex(of: bound.nextUp, schema: schema) == index + 1)
            }
        }
    }

    @Test(arguments: -4...0)
    func `bounds of the coarse schemas are powers of 2`(_ schema: Int) {
        let step = 1 << -schema
        for index in (-127 / step)...(1023 / step) {
            let bound = Double(sign: .plus, exponent: index * step, significand: 1)
            #expect(NativeHistogram.bucketIndex(of: bound, schema: schema) == index)
            #expect(NativeHistogram.bucketIndex(of: bound.nextUp, schema: schema) == index + 1)
            #expect(NativeHistogram.bucketIndex(of: bound * 0.75, schema: schema) == index)
        }
    }

    @Test(arguments: NativeHistogram.schemas)
    func `the bucket is the first whose bound is not below the value`(_ schema: Int) throws {
        let octave = try Self.octaveBounds()
        /// The bound of a bucket by its definition, 2^(index·2^−schema).
        func bound(_ index: Int) -> Double {
            let finest = schema >= 0 ? index << (8 - schema) : index * (1 << -schema) * 256
            return Double(sign: .plus, exponent: finest >> 8, significand: octave[finest & 255])
        }
        let indexes = (schema >= 0 ? -5 << schema : -5)...(schema >= 0 ? 5 << schema : 5)
        var random = SplitMix64(state: UInt64(100 + schema))
        for _ in 0..<100 {
            let value = Double(
                sign: .plus, exponent: Int.random(in: -4...4, using: &random),
                significand: Double.random(in: 1..<2, using: &random))
            #expect(NativeHistogram.bucketIndex(of: value, schema: schema) == indexes.first { value <= bound($0) })
        }
    }

    @Test(
        arguments: [
            (1, 3, 0), (1.05, 3, 1), (2, 3, 8), (60, 3, 48), (3600, 3, 95), (86_400, 3, 132), (0.001, 3, -79),
            (1, -4, 0), (65_536, -4, 1), (65_537, -4, 2), (0.5, -4, 0), (0.5, 0, -1), (0.6, 0, 0),
            (.greatestFiniteMagnitude, 0, 1024), (.greatestFiniteMagnitude, 8, 262_144),
        ] as [(Double, Int, Int)])
    func `everyday values`(_ value: Double, _ schema: Int, _ index: Int) {
        #expect(NativeHistogram.bucketIndex(of: value, schema: schema) == index)
    }

    @Test(arguments: NativeHistogram.schemas)
    func `some values are in no positive bucket`(_ schema: Int) {
        for value in [0, -0.0, -1, .nan, .infinity, -.infinity, 0x1p-128, .leastNonzeroMagnitude] as [Double] {
            #expect(NativeHistogram.bucketIndex(of: value, schema: schema) == nil)
        }
        #expect(NativeHistogram.bucketIndex(of: 0x1p-128.nextUp, schema: schema) != nil)
    }

    @Test func `a schema that does not exist is a mistake of the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = NativeHistogram.bucketIndex(of: 1, schema: 9)
        }
    }
}
