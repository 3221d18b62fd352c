import TaskLedger
import Testing

@Suite struct DurationDistributionTests {
    private static let bounds = DurationBounds(seconds: [1, 5, 60])

    private static func distribution(
        of durations: [Int64], bounds: DurationBounds = bounds
    ) -> DurationDistribution {
        var distribution = DurationDistribution(bounds: bounds)
        for (number, milliseconds) in durations.enumerated() {
            distribution.observe(
                TaskExemplar(taskID: "t\(number)", milliseconds: milliseconds, endedAt: Int64(number)), bounds: bounds)
        }
        return distribution
    }

    private static func random(_ count: Int, seed: UInt64) -> [Int64] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in Int64(generator.next() >> UInt64.random(in: 35...63, using: &generator)) }
    }

    @Test func `bounds are inclusive, and what exceeds the last one is in the bucket of +Inf`() {
        let distribution = Self.distribution(of: [0, 999, 1000, 1001, 5000, 60_000, 60_001, .max])
        #expect(distribution.counts == [3, 2, 1, 2])
        #expect(distribution.count == 8)
    }

    @Test func `the sum is exact, and stops at the largest number`() {
        #expect(Self.distribution(of: [1, 2, 3999]).sumMilliseconds == 4002)
        #expect(Self.distribution(of: [.max, 1, 5]).sumMilliseconds == .max)
    }

    @Test func `an exemplar gives way only to a newer one of its bucket`() {
        var distribution = DurationDistribution(bounds: Self.bounds)
        let times: [(String, Int64)] = [("a", 100), ("b", 100), ("c", 99), ("d", 101)]
        for (id, endedAt) in times {
            distribution.observe(TaskExemplar(taskID: id, milliseconds: 10, endedAt: endedAt), bounds: Self.bounds)
            #expect(distribution.exemplars[0]?.taskID == (id == "d" ? "d" : "a"))
        }
        distribution.observe(TaskExemplar(taskID: "e", milliseconds: 2000, endedAt: 1), bounds: Self.bounds)
        #expect(distribution.exemplars.map { $0?.taskID } == ["d", "e", nil, nil])
        distribution.observe(nil, bounds: Self.bounds)
        #expect(distribution.count == 5)
    }

    @Test(arguments: [0, 1, 2, 100, 3000])
    func `survives being written and read`(count: Int) throws {
        let distribution = Self.distribution(of: Self.random(count, seed: UInt64(count)))
        let read = try DurationDistribution(blob: distribution.blob(bounds: Self.bounds), bounds: Self.bounds)
        #expect(read == distribution)
    }

    @Test func `a damaged blob is an error or another distribution, never a trap`() throws {
        let blob = Self.distribution(of: Self.random(40, seed: 7)).blob(bounds: Self.bounds)
        var generator = SeededGenerator(seed: 8)
        var refused = 0
        for _ in 0..<20_000 {
            var damaged = blob
            for _ in 0..<Int.random(in: 1...3, using: &generator) { damaged.mutate(using: &generator) }
            do {
                var read = try DurationDistribution(blob: damaged, bounds: DurationBounds(seconds: [2, 7]))
                read.observe(
                    TaskExemplar(taskID: "t", milliseconds: 3, endedAt: 0), bounds: DurationBounds(seconds: [2, 7]))
                #expect(read.count > 0)
                _ = read.native.merged(schema: -4)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 10_000)
    }

    @Test func `a blob whose buckets do not agree is refused`() throws {
        let blob = Self.distribution(of: [10, 10, 2000]).blob(bounds: Self.bounds)
        // Format, three bounds, then the classic counts: 2, 1, 0, 0 in zigzag.
        let place = try #require(blob.indices.first { blob[$0...].starts(with: [4, 2, 0, 0]) })
        var damaged = blob
        damaged[place] = 6
        #expect(throws: MalformedBlob.self) { try DurationDistribution(blob: damaged, bounds: Self.bounds) }
    }

    @Test func `rebucketing keeps whole seconds up to five minutes exact`() {
        let durations = (0...300).flatMap { Array(repeating: Int64($0) * 1000, count: $0 % 4 + 1) }
        let bounds = DurationBounds(seconds: [1, 2, 3, 7, 10, 45, 90, 120, 299])
        #expect(
            Self.distribution(of: durations).rebucketed(to: bounds).counts
                == Self.distribution(of: durations, bounds: bounds).counts)
    }

    @Test func `rebucketing keeps powers of two exact and moves others by at most the width of a native bucket`() {
        let durations = Self.random(2000, seed: 3)
        let powers = DurationBounds(seconds: [0.25, 1, 4, 64, 1024])
        #expect(
            Self.distribution(of: durations).rebucketed(to: powers).counts
                == Self.distribution(of: durations, bounds: powers).counts)
        let bounds = DurationBounds(seconds: [0.3, 1.7, 33, 1000])
        let rebucketed = Self.distribution(of: durations).rebucketed(to: bounds)
        #expect(rebucketed.count == 2000)
        #expect(rebucketed.sumMilliseconds == durations.reduce(0, +))
        var below: Int64 = 0
        for (bucket, bound) in bounds.milliseconds.enumerated() {
            below += rebucketed.counts[bucket]
            #expect(below >= durations.count { $0 <= bound })
            #expect(below <= durations.count { Double($0) <= Double(bound) * 1.00272 })
        }
    }

    @Test func `rebucketing the longest durations does not trap`() {
        let rebucketed = Self.distribution(of: [.max, .max - 1, 1]).rebucketed(to: DurationBounds(seconds: [1]))
        #expect(rebucketed.counts == [1, 2])
    }

    @Test func `bounds that no number of milliseconds can reach are never reached`() {
        let bounds = DurationBounds(seconds: [1, 1e300, .infinity])
        #expect(Self.distribution(of: [1, 2000], bounds: bounds).counts == [1, 1, 0, 0])
    }
}
