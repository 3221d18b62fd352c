import FoundationEssentials
import Glibc
import MPSExporter
import MediaProcessing
import TaskLedger
import TencentCloud

/// Measures a page of 100 newly finished tasks on its way from the bytes of the API's answer into the state file, at
/// growing numbers of tasks in the ledger.
///
/// Arguments: the numbers of tasks. Prints a line for each, separated by tabs: tasks, then milliseconds a page of
/// processor and wall time for the signed and decoded call, and the same for accounting and commit.
@main
struct PageBenchmark {
    private static let measuredPages = 200

    private let transport = CannedTransport()
    private let client: MediaProcessingClient
    private let ledger: AccountLedger
    private var tasks = FinishedTasks()

    static func main() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "page-benchmark-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try LedgerStore(path: folder.appending(path: "state.sqlite").path)
        var benchmark = try PageBenchmark(store: store)
        for size in CommandLine.arguments.dropFirst().compactMap(Int.init) { try await benchmark.measure(at: size) }
        try store.close()
    }

    private init(store: LedgerStore) throws {
        let bounds = DurationBounds(seconds: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400])
        ledger = try AccountLedger(
            name: "benchmark", beginningAt: 0,
            layout: HistogramLayout(wait: bounds, processing: bounds, turnaround: bounds), in: store)
        let configuration = APIClient.Configuration(
            service: MediaProcessingClient.service,
            endpoint: try Endpoint(parsing: "mps.intl.tencentcloudapi.com"), rateLimit: 1_000_000)
        client = MediaProcessingClient(
            client: APIClient(
                configuration,
                credentials: try StaticCredentials(secretID: "id", secretKey: Secret("key")),
                transport: transport, clock: SystemWallClock(), observer: SilentObserver()))
    }

    private mutating func measure(at size: Int) async throws {
        while ledger.taskCount < size {
            let page = (0..<min(2000, size - ledger.taskCount)).map { _ in tasks.next() }
            try record(page)
        }
        for _ in 0..<Self.measuredPages { transport.prepare(tasks.nextResponse()) }
        var calling = SpentTime()
        var recording = SpentTime()
        for _ in 0..<Self.measuredPages {
            let page = try await calling.add { try await client.page(TaskPageRequest(status: .finish), deadline: nil) }
            try await recording.add { try record(page.tasks.map(TaskSighting.init)) }
        }
        let call = calling.milliseconds(of: Self.measuredPages)
        let commit = recording.milliseconds(of: Self.measuredPages)
        print(size, call.processor, call.wall, commit.processor, commit.wall, separator: "\t")
    }

    private func record(_ page: [TaskSighting]) throws {
        _ = try ledger.record(page, in: .finish, at: 0, pass: 0, bookmark: nil)
    }
}
