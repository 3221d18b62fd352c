import TaskLedger
import Testing

/// Other bounds for what was counted already.
@Suite struct RebucketingTests {
    private static let bounds = DurationBounds(seconds: [1, 5, 60])

    private static func cumulative(_ distribution: DurationDistribution) -> [Int64] {
        distribution.counts.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
    }

    /// Some of the bounds that could be in use, as another configuration might have them.
    private static func someBounds(using generator: inout SeededGenerator) -> DurationBounds {
        let all = [1, 2, 5, 10, 30, 60, 120, 300, 599, 600, 601, 1800, 3599, 3600, 3605, 7200, 86_400]
        return DurationBounds(seconds: all.filter { _ in generator.isOneIn(2) }.map(Double.init))
    }

    @Test func `whole seconds up to five minutes stay exact`() {
        let durations = (0...300).flatMap { Array(repeating: Int64($0) * 1000, count: $0 % 4 + 1) }
        let bounds = DurationBounds(seconds: [1, 2, 3, 7, 10, 45, 90, 120, 299])
        #expect(
            DurationDistribution.observing(durations).rebucketed(from: Self.bounds, to: bounds).counts
                == DurationDistribution.observing(durations, bounds: bounds).counts)
    }

    @Test func `powers of two stay exact, others move by at most the width of a native bucket`() {
        let durations = [Int64].durations(2000, seed: 3)
        let powers = DurationBounds(seconds: [0.25, 1, 4, 64, 1024])
        #expect(
            DurationDistribution.observing(durations).rebucketed(from: Self.bounds, to: powers).counts
                == DurationDistribution.observing(durations, bounds: powers).counts)
        let bounds = DurationBounds(seconds: [0.3, 1.7, 33, 1000])
        let rebucketed = DurationDistribution.observing(durations).rebucketed(from: Self.bounds, to: bounds)
        #expect(rebucketed.count == 2000)
        #expect(rebucketed.sumMilliseconds == durations.reduce(0, +))
        for (bound, below) in zip(bounds.milliseconds, Self.cumulative(rebucketed)) {
            #expect(below >= durations.count { $0 <= bound })
            #expect(below <= durations.count { Double($0) <= Double(bound) * 1.00272 })
        }
    }

    @Test func `the longest durations do not trap`() {
        let rebucketed = DurationDistribution.observing([.max, .max - 1, 1])
            .rebucketed(from: Self.bounds, to: DurationBounds(seconds: [1]))
        #expect(rebucketed.counts == [1, 2])
    }

    /// All of these are in one native bucket, which 3600 cuts.
    private static let aroundAnHour: [Int64] = [3_599_000, 3_600_000, 3_600_001, 3_601_000, 3_603_000]

    @Test func `what a bound had that stays is not estimated`() {
        #expect(Set(Self.aroundAnHour.map { DurationDistribution.observing([$0]).native.buckets[0].index }).count == 1)
        let old = DurationBounds(seconds: [60, 3600, 7200])
        let distribution = DurationDistribution.observing(Self.aroundAnHour, bounds: old)
        #expect(distribution.counts == [0, 2, 3, 0])
        let new = DurationBounds(seconds: [30, 3600, 86_400])
        #expect(distribution.rebucketed(from: old, to: new).counts == [0, 2, 3, 0])
    }

    @Test func `a new bound counts no more than the next above it did`() {
        let old = DurationBounds(seconds: [3600])
        let new = DurationBounds(seconds: [3599.5, 3600.5])
        let rebucketed = DurationDistribution.observing(Self.aroundAnHour, bounds: old).rebucketed(from: old, to: new)
        #expect(rebucketed.counts == [2, 3, 0])
    }

    @Test func `however often bounds change, no count of a bound falls, and none leaves the limits of its error`() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            var bounds = Self.someBounds(using: &generator)
            var distribution = DurationDistribution(bounds: bounds)
            var durations: [Int64] = []
            var known: [Int64: Int64] = [:]
            for _ in 0..<8 {
                for _ in 0..<20 {
                    let seconds = Double.random(in: -1...11.5, using: &generator)
                    durations.append(max(0, Int64(1000 * [1, 3600, 600][durations.count % 3] * seconds)))
                    let exemplar = TaskExemplar(taskID: "t", milliseconds: durations[durations.count - 1], endedAt: 1)
                    distribution.observe(exemplar, bounds: bounds)
                }
                let new = Self.someBounds(using: &generator)
                let before = Self.cumulative(distribution)
                distribution = distribution.rebucketed(from: bounds, to: new)
                #expect(distribution.count == Int64(durations.count))
                for (bound, count) in zip(new.milliseconds, Self.cumulative(distribution)) {
                    if let place = bounds.milliseconds.firstIndex(of: bound) { #expect(count == before[place]) }
                    #expect(count >= known[bound] ?? 0)
                    #expect(count >= durations.count { $0 <= bound })
                    #expect(count <= durations.count { Double($0) <= Double(bound) * 1.00272 })
                    known[bound] = count
                }
                #expect(distribution.counts.allSatisfy { $0 >= 0 })
                bounds = new
            }
        }
    }

    @Test func `exemplars begin anew, with a task that ended after all that were shown`() {
        let new = DurationBounds(seconds: [1, 40])
        var rebucketed = DurationDistribution.observing([500, 2000, 30_000, 90_000])
            .rebucketed(from: Self.bounds, to: new)
        #expect(rebucketed.exemplars == [nil, nil, nil])
        for (endedAt, shown) in [(2, nil), (3, nil), (4, "t 4"), (3, "t 4")] as [(Int64, String?)] {
            for milliseconds in [500, 2000, 90_000] as [Int64] {
                rebucketed.observe(
                    TaskExemplar(taskID: "t \(endedAt)", milliseconds: milliseconds, endedAt: endedAt), bounds: new)
            }
            #expect(rebucketed.exemplars.map { $0?.taskID } == [shown, shown, shown])
        }
        let again = rebucketed.rebucketed(from: new, to: DurationBounds(seconds: [])).rebucketed(
            from: DurationBounds(seconds: []), to: new)
        #expect(again.exemplarFloor == 4)
    }

    /// Bounds go and come back, tasks are counted late, and the state file is written and read.
    @Test func `no bound ever shows an exemplar that Prometheus refuses`() throws {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<200 {
            var bounds = Self.someBounds(using: &generator)
            var distribution = DurationDistribution(bounds: bounds)
            var shown = ShownExemplars()
            var now: Int64 = 1000
            for number in 0..<60 {
                now += Int64.random(in: 0...2, using: &generator)
                let milliseconds = Int64(generator.next() >> UInt64.random(in: 38...56, using: &generator))
                let late = generator.isOneIn(3) ? Int64.random(in: 0...30, using: &generator) : 0
                distribution.observe(
                    TaskExemplar(taskID: "t\(number)", milliseconds: milliseconds, endedAt: now - late), bounds: bounds)
                shown.show(distribution, over: bounds, as: "")
                guard generator.isOneIn(6) else { continue }
                let new = Self.someBounds(using: &generator)
                distribution = try DurationDistribution.read(blob: distribution.blob(bounds: bounds)).0
                    .rebucketed(from: bounds, to: new)
                bounds = new
                shown.show(distribution, over: bounds, as: "")
            }
            #expect(shown.refused == [])
            #expect(shown.taken > 5)
        }
    }
}
