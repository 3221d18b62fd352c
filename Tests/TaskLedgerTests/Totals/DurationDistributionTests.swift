import TaskLedger
import Testing

@Suite struct DurationDistributionTests {
    private static let bounds = DurationBounds(seconds: [1, 5, 60])

    @Test func `bounds are inclusive, and what exceeds the last one is in the bucket of +Inf`() {
        let distribution = DurationDistribution.observing([0, 999, 1000, 1001, 5000, 60_000, 60_001, .max])
        #expect(distribution.counts == [3, 2, 1, 2])
        #expect(distribution.count == 8)
    }

    @Test func `the sum is exact, and stops at the largest number`() {
        #expect(DurationDistribution.observing([1, 2, 3999]).sumMilliseconds == 4002)
        #expect(DurationDistribution.observing([.max, 1, 5]).sumMilliseconds == .max)
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
        let distribution = DurationDistribution.observing([Int64].durations(count, seed: UInt64(count)))
        let (read, bounds) = try DurationDistribution.read(blob: distribution.blob(bounds: Self.bounds))
        #expect(read == distribution)
        #expect(bounds == Self.bounds)
        let other = distribution.rebucketed(from: Self.bounds, to: DurationBounds(seconds: [2]))
        #expect(try DurationDistribution.read(blob: other.blob(bounds: DurationBounds(seconds: [2]))).0 == other)
    }

    @Test func `reads format 1, which has no floor of exemplars`() throws {
        let distribution = DurationDistribution.observing([10, 2000, 90_000])
        var blob = distribution.blob(bounds: Self.bounds)
        // In zigzag: the format, and at the end the lowest number of all.
        #expect(blob.first == 4 && blob.suffix(10) == [255, 255, 255, 255, 255, 255, 255, 255, 255, 1])
        blob[0] = 2
        #expect(throws: MalformedBlob.self) { try DurationDistribution.read(blob: blob) }
        #expect(try DurationDistribution.read(blob: blob.dropLast(10)).0 == distribution)
        blob[0] = 6
        #expect(throws: MalformedBlob.self) { try DurationDistribution.read(blob: blob) }
    }

    @Test func `a damaged blob is an error or another distribution, never a trap`() throws {
        let blob = DurationDistribution.observing([Int64].durations(40, seed: 7)).blob(bounds: Self.bounds)
        var generator = SeededGenerator(seed: 8)
        var refused = 0
        for _ in 0..<20_000 {
            var damaged = blob
            for _ in 0..<Int.random(in: 1...3, using: &generator) { damaged.mutate(using: &generator) }
            do {
                let (stored, bounds) = try DurationDistribution.read(blob: damaged)
                var read = stored.rebucketed(from: bounds, to: DurationBounds(seconds: [2, 7]))
                read.observe(
                    TaskExemplar(taskID: "t", milliseconds: 3, endedAt: 0), bounds: DurationBounds(seconds: [2, 7]))
                #expect(read.count > 0)
                #expect(read.counts.allSatisfy { $0 >= 0 })
                _ = read.native.merged(schema: -4)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 10_000)
    }

    @Test func `a blob whose buckets do not agree is refused`() throws {
        let blob = DurationDistribution.observing([10, 10, 2000]).blob(bounds: Self.bounds)
        // Format, three bounds, then the classic counts: 2, 1, 0, 0 in zigzag.
        let place = try #require(blob.indices.first { blob[$0...].starts(with: [4, 2, 0, 0]) })
        var damaged = blob
        damaged[place] = 6
        #expect(throws: MalformedBlob.self) { try DurationDistribution.read(blob: damaged) }
    }

    @Test func `a blob whose bounds do not ascend is refused`() throws {
        let blob = DurationDistribution.observing([10]).blob(bounds: DurationBounds(seconds: [1, 60, 5]))
        #expect(throws: MalformedBlob.self) { try DurationDistribution.read(blob: blob) }
    }

    @Test func `bounds that no number of milliseconds can reach are never reached`() {
        let bounds = DurationBounds(seconds: [1, 1e300, .infinity])
        #expect(DurationDistribution.observing([1, 2000], bounds: bounds).counts == [1, 1, 0, 0])
    }
}
