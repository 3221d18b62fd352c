import MPSExporter
import Testing

/// Pages that no API would send: a reading and a sweep end all the same, within a known number of calls.
@Suite struct ReadingFuzzTests {
    private static let ids = (0..<40).map { "task\($0)" }

    private func page(_ random: inout SeededGenerator) -> ReadPage {
        let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in
            ReadRow(
                id: random.pick(Self.ids), created: time(&random), finished: time(&random),
                wasHeld: random.chance(50))
        }
        return ReadPage(
            rows: rows, token: random.pick(["", "a", "b", random.pick(Self.ids), "\(random.next())"]),
            totalCount: random.pick([nil, 0, 7, Int.random(in: 0...(.max), using: &random)]),
            moment: time(&random) ?? 0)
    }

    private func time(_ random: inout SeededGenerator) -> Int64? {
        random.pick([nil, 0, -1, Int64.random(in: 1_767_000_000_000...1_767_600_000_000, using: &random)])
    }

    private func memory(_ random: inout SeededGenerator) -> ListingMemory {
        var memory = ListingMemory()
        memory.createdLook = time(&random)
        memory.finishedLook = time(&random)
        memory.tail = random.pick([nil, "a"])
        memory.tokens = random.pick([.unknown, .taskID, .opaque, .onlyGiven])
        memory.filter = random.pick([.untried, .byCreation, .byFinish, .refused, .useless])
        memory.polls = Int.random(in: 0...100_000, using: &random)
        return memory
    }

    @Test func `a reading ends whatever the pages say`() {
        var random = SeededGenerator(seed: 11)
        var most = 0
        for number in 0..<Effort.of(debug: 2_000, release: 20_000, torture: 1_000_000) {
            let awaited = (0..<Int.random(in: 0...10, using: &random)).map { _ in
                AwaitedTask(id: random.pick(Self.ids), created: time(&random) ?? 0, missedAt: time(&random) ?? 0)
            }
            var reader = FinishReader(
                memory: memory(&random), awaited: awaited, depth: Int.random(in: 0...1_000_000, using: &random),
                moment: time(&random) ?? 1_767_225_600_000, limits: ReadingLimits())
            var calls = 0
            while reader.next() != nil {
                calls += 1
                if calls > 500 { break }
                if random.chance(10) {
                    guard reader.fail(isRefusal: random.chance(50)) else { break }
                } else {
                    let low = Int.random(in: 0...50, using: &random)
                    reader.take(page(&random), held: random.pick([nil, low...low, low...(low + 3)]))
                }
            }
            reader.close(createdLook: time(&random), finishedLook: time(&random) ?? 0)
            most = max(most, calls)
            #expect(calls <= 500, "reading \(number)")
        }
        #expect(most > 3)
    }

    @Test func `a sweep or a pass over pages that lead in circles ends`() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<Effort.of(debug: 500, release: 5_000, torture: 50_000) {
            var sweep = Sweep(isFailed: false, createdLook: 0, finishedLook: 0)
            let circle = Int.random(in: 1...60, using: &random)
            var page = page(&random)
            var progress = SweepProgress.goesOn
            var calls = 0
            while progress == .goesOn, calls < 1_000 {
                page.token = "\(calls % circle)"
                progress = sweep.take(page, oldestByCreation: 0)
                calls += 1
            }
            #expect(progress == .broken && calls <= 4 * circle + 20)
        }
    }
}
