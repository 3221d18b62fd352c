import Exposition
import MPSExporter
import TaskLedger
import Testing

/// The exemplars of what became `other`: Prometheus takes only newer ones, whichever types are in it.
@Suite struct OtherExemplarTests {
    private static let processing = "mps_task_processing_duration_seconds"

    private func other(_ world: TotalsWorld, limit: Int) -> [String] {
        let exemplars = world.scrape(limit: limit).histograms(Self.processing)["other"]?.exemplars ?? []
        return exemplars.compactMap { $0?.labels.first?.value }
    }

    @Test func `it is the newest of all types, in whichever bucket, if that is one in it`() throws {
        let world = try TotalsWorld()
        for (second, type, seconds) in [(1000, "a", 4), (1003, "b", 4), (1002, "c", 90)] as [(Int64, String, Int64)] {
            try world.finish(type, type: type, at: second, after: seconds)
        }
        #expect(other(world, limit: 0) == ["b"])
        #expect(other(world, limit: 1) == ["b"])
        // Had the limit been 1 before, it would have shown the one of b.
        #expect(other(world, limit: 2) == [])
        try world.finish("c2", type: "c", at: 1004, after: 4)
        #expect(other(world, limit: 2) == ["c2"])
        #expect(other(world, limit: 0) == ["c2"])
    }

    @Test func `of two that ended in the same second, the type that was known later is shown`() throws {
        let world = try TotalsWorld()
        for type in ["a", "b", "c"] { try world.finish(type, type: type, at: 1000, after: 4) }
        #expect(other(world, limit: 0) == ["c"])
        #expect(other(world, limit: 2) == ["c"])
    }

    /// A thousand types would need more milliseconds than a second has.
    @Test func `of two that even so are as new as each other, none is shown`() throws {
        let world = try TotalsWorld()
        world.know((0...1001).map { "type \($0)" })
        try world.finish("first", type: "type 1000", at: 1000, after: 4)
        #expect(other(world, limit: 0) == ["first"])
        try world.finish("second", type: "type 999", at: 1000, after: 4)
        #expect(other(world, limit: 0) == [])
    }

    /// Limits and bounds change, tasks are counted late and in the same second, and one type is called `other`.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `no series ever shows an exemplar that is not newer than its last`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let world = try TotalsWorld()
        let types = ["a", "b", "other", "c", "d"]
        var last: [String: Exemplar] = [:]
        var ofOther: Exemplar?
        var taken = 0
        var second: Int64 = 100_000
        for number in 0..<150 {
            second += Int64.random(in: 0...2, using: &random)
            let late = random.chance(30) ? Int64.random(in: 0...20, using: &random) : 0
            try world.finish(
                "\(number)", type: random.pick(types), at: second - late,
                after: random.pick([0, 1, 2, 4, 8, 20, 50, 200]))
            if random.chance(10) { try world.reopen(layout: Self.someLayout(&random)) }
            let scrape = world.scrape(limit: Int.random(in: 0...5, using: &random))
            #expect(scrape.refusals == [])
            for (type, histogram) in scrape.histograms(Self.processing) {
                for (bucket, exemplar) in histogram.exemplars.enumerated() {
                    guard let exemplar else { continue }
                    let bound = bucket < histogram.upperBounds.count ? histogram.upperBounds[bucket] : .infinity
                    let series = "\(type) \(bound)"
                    if let before = last[series], before != exemplar {
                        #expect((exemplar.timestamp ?? 0) > before.timestamp ?? 0, "\(series)")
                    }
                    taken += last.updateValue(exemplar, forKey: series) == exemplar ? 0 : 1
                }
            }
            // Where Prometheus reads native histograms, all buckets are one series.
            let shown = scrape.histograms(Self.processing)["other"]?.exemplars.compactMap(\.self) ?? []
            #expect(shown.count <= 1)
            guard let exemplar = shown.first else { continue }
            #expect(exemplar == ofOther || exemplar.timestamp ?? 0 > ofOther?.timestamp ?? 0)
            ofOther = exemplar
        }
        #expect(taken > 50)
        #expect(last.keys.count { $0.hasPrefix("other ") } > 3)
    }

    private static func someLayout(_ random: inout SeededGenerator) -> HistogramLayout {
        let bounds = DurationBounds(seconds: [1, 2, 5, 10, 30, 100].filter { _ in random.chance(50) })
        return HistogramLayout(wait: bounds, processing: bounds, turnaround: bounds)
    }
}
