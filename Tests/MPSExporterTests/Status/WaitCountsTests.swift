import MPSExporter
import TaskLedger
import Testing

@Suite struct `Waits of an hour` {
    private func waits(_ milliseconds: [Int64]) -> WaitCounts {
        var native = NativeBuckets()
        for wait in milliseconds { native.observe(milliseconds: wait) }
        return WaitCounts([native])
    }

    @Test(arguments: [1, 40, 999, 1000, 12_345, 600_000, 86_400_000, 604_800_000])
    func `a quantile is off by less than a bucket`(milliseconds: Int64) throws {
        let seconds = Double(milliseconds) / 1000
        for share in [0.01, 0.5, 0.95, 1] {
            let quantile = try #require(waits([milliseconds, milliseconds, milliseconds]).quantile(share))
            #expect(abs(quantile / seconds - 1) < 0.045)
        }
    }

    @Test func `quantiles of a uniform spread are where they belong`() throws {
        let waits = waits((1...10_000).map { $0 * 100 })
        #expect(abs(try #require(waits.quantile(0.5)) - 500) < 500 * 0.03)
        #expect(abs(try #require(waits.quantile(0.95)) - 950) < 950 * 0.03)
    }

    @Test func `there is no quantile of nothing`() {
        #expect(WaitCounts().quantile(0.5) == nil)
        #expect(WaitCounts().count == 0)
    }

    @Test func `no wait at all is zero`() {
        #expect(waits([0, 0, 0, 5000]).quantile(0.5) == 0)
    }

    @Test func `the difference is what came in between`() {
        var sum = waits([10, 20, 20, 0])
        let difference = waits([10, 20, 20, 30, 0, 0]).since(sum)
        #expect(difference == waits([30, 0]))
        sum += difference
        #expect(sum == waits([10, 20, 20, 30, 0, 0]))
    }

    @Test func `several histograms count together`() {
        var one = NativeBuckets()
        var two = NativeBuckets()
        one.observe(milliseconds: 1000)
        two.observe(milliseconds: 3000)
        #expect(WaitCounts([one, two]) == waits([1000, 3000]))
    }
}
