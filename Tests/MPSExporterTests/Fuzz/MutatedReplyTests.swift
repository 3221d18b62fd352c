import MPSExporter
import MPSSimulator
import MediaProcessing
import TaskLedger
import TencentCloud
import Testing

/// Whatever the wire makes of replies: no crash, no hang, no changed total.
@Suite struct MutatedReplyTests {
    private let clock = ManualClock(at: UnixTime(seconds: 1_767_225_600))

    private func api(seed: UInt64) throws -> SimulatedAPI {
        var simulation = SimulationConfiguration()
        simulation.queue.seed = seed
        simulation.queue.history = 150
        simulation.queue.arrivalRate = 0.3
        simulation.queue.workers = 20
        simulation.queue.oddities = .all
        simulation.callsPerSecond = nil
        return try SimulatedAPI(simulation, clock: clock)
    }

    private func client(_ api: SimulatedAPI, over transport: MutatingTransport) throws -> MediaProcessingClient {
        let credential = api.credentials[0]
        let credentials = try StaticCredentials(
            secretID: credential.secretID, secretKey: credential.secretKey, token: nil)
        return MediaProcessingClient(
            client: APIClient(
                .init(
                    service: MediaProcessingClient.service, endpoint: try Endpoint(parsing: "http://mps.test"),
                    rateLimit: 100),
                credentials: credentials, transport: transport, clock: clock,
                observer: APIActivity(actions: ["DescribeTasks"], since: 0), random: { 0.5 }))
    }

    @Test func `a reply is read or refused as malformed, whatever it holds`() throws {
        let api = try api(seed: 5)
        clock.advance(by: .seconds(3600))
        let queries = [TaskStatus.waiting, .processing, .finish].map { TaskPageRequest(status: $0, limit: 20) }
        let originals = try queries.map { try api.reply(to: $0, at: clock.now()) }
        var mutator = ReplyMutator(seed: 6)
        var (read, malformed, told) = (0, 0, 0)
        for number in 0..<Effort.of(debug: 6_000, release: 50_000, torture: 1_000_000) {
            let mutated = mutator.mutated(originals[number % originals.count])
            do throws(APIError) {
                let page = try ResponseEnvelope<DescribeTasksResponse>(parsing: mutated).body
                    .page(requestID: nil, serverTime: nil)
                #expect(page.tasks.allSatisfy { !$0.id.isEmpty })
                read += 1
            } catch .malformed(let reason) {
                #expect(reason.utf8.count < 300)
                malformed += 1
            } catch {
                told += 1
            }
        }
        #expect(read > 300 && malformed > 3_000 && told < 100)
    }

    @Test func `the totals are the truth in spite of replies that were spoiled`() async throws {
        for seed in 0..<UInt64(Effort.of(debug: 2, release: 10, torture: 300)) {
            let api = try api(seed: 100 + seed)
            let transport = MutatingTransport(api, seed: seed, percent: 40)
            let life = ExporterLife()
            let collector = try collector(over: transport, of: api, life)
            await poll(collector, times: 30)
            transport.stop()
            await poll(collector, times: 10)
            api.update { $0.queue.setArrivalRate(0) }
            // A task may be counted late by a tenth of its turnaround; one that was lost never is.
            for _ in 0..<100 where try !differences(life, api).isEmpty { await poll(collector, times: 1) }
            #expect(try differences(life, api).isEmpty, "seed \(seed)")
            #expect(transport.spoiled > 30)
        }
    }

    /// Tasks with other names, types and times, pages that lead elsewhere, counts that are none: what they say is counted, as
    /// nobody could know better, but nothing that was counted is taken back, and no listing is read for ever.
    @Test func `no lie takes back what was counted, nor keeps the exporter from going on`() async throws {
        let seeds = Effort.of(debug: 2, release: 20, torture: 1_000)
        var lies = 0
        for seed in 0..<UInt64(seeds) {
            let api = try api(seed: 500 + seed)
            let transport = MutatingTransport(api, seed: seed, percent: 60, tellsLies: true)
            let life = ExporterLife()
            let collector = try collector(over: transport, of: api, life)
            var counted: [String: Int64] = [:]
            for number in 0..<60 {
                if number == 50 { transport.stop() }
                #expect(await poll(collector, times: 1) < 500, "seed \(seed), poll \(number)")
                let now = counts(life)
                #expect(counted.allSatisfy { now[$0.key] ?? 0 >= $0.value }, "seed \(seed), poll \(number)")
                counted = now
            }
            #expect(life.snapshot?.isUp == true, "seed \(seed)")
            #expect(counted.values.reduce(0, +) > 100)
            lies += transport.lies
        }
        #expect(lies > 20 * seeds)
    }

    private func counts(_ life: ExporterLife) -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for (type, totals) in life.snapshot?.ledger?.totals.types ?? [:] {
            counts["\(type) submitted"] = totals.submitted
            counts["\(type) started"] = totals.started
            counts["\(type) finished"] = totals.finished
        }
        return counts
    }

    private func collector(
        over transport: MutatingTransport, of api: SimulatedAPI, _ life: ExporterLife
    ) throws -> AccountCollector {
        let settings = CollectorSettings(
            account: "fuzz", pollInterval: .seconds(15), maxPages: 200, history: .zero, layout: .usual, pageSize: 20)
        return try AccountCollector(
            settings: settings, store: try LedgerStore(path: ":memory:"), lister: try client(api, over: transport),
            clock: clock, logger: LogRecorder().logger, show: { life.show($0) })
    }

    /// Polls, with what follows in the background.
    /// - Returns: the most pages that were read behind a poll.
    @discardableResult private func poll(_ collector: AccountCollector, times: Int) async -> Int {
        var most = 0
        for _ in 0..<times {
            clock.advance(by: .seconds(15))
            await collector.poll()
            var steps = 0
            while steps < 1_000, await collector.backgroundStep() { steps += 1 }
            most = max(most, steps)
        }
        return most
    }

    private func differences(_ life: ExporterLife, _ api: SimulatedAPI) throws -> [String] {
        let ledger = try #require(life.snapshot?.ledger)
        let truth = api.truth(since: UnixTime(milliseconds: ledger.epoch))
        return TruthComparison(truth: truth, totals: ledger.totals, countsFailed: true).differences
    }
}
