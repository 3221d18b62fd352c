import MPSExporter
import Testing

@Suite struct TokenBucketTests {
    private let start = ContinuousClock.now

    @Test func `gives a burst at once and then one token an interval`() {
        var bucket = TokenBucket(.init(interval: .seconds(1), burst: 3), at: start)
        let moments: [Double] = [0, 0, 0, 0, 0.9, 1, 1.5, 2, 2, 10, 10, 10, 10]
        let expected = [true, true, true, false, false, true, false, true, false, true, true, true, false]
        #expect(moments.map { bucket.take(at: start + .seconds($0)) } == expected)
    }

    @Test func `a burst of none gives nothing ever`() {
        var bucket = TokenBucket(.init(interval: .milliseconds(1), burst: 0), at: start)
        #expect([0, 1, 100].map { bucket.take(at: start + .seconds($0)) } == [false, false, false])
    }
}
