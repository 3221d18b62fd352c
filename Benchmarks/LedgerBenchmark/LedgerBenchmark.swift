import FoundationEssentials
import TaskLedger

/// Prints what a page of 100 tasks costs from `record` to commit, at growing numbers of tasks in the ledger.
///
/// Arguments: the numbers of tasks, by default `0 100000 1000000`. Or `fill FILE TASKS`, which makes a state file with so
/// many tasks, and `resident FILE`, which prints how many MiB a process holds that has opened it and recorded pages.
@main
struct LedgerBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.count == 3, arguments[0] == "fill", let tasks = Int(arguments[2]) {
            return try LargeLedger.withFile(arguments[1]) { try $0.fill(tasks) }
        }
        if arguments.count == 2, arguments[0] == "resident" {
            return try LargeLedger.withFile(arguments[1]) { print(try $0.residentMebibytes()) }
        }
        let sizes = arguments.compactMap(Int.init)
        for order in TaskStream.Order.allCases {
            try measure(order, sizes: sizes.isEmpty ? [0, 100_000, 1_000_000] : sizes)
        }
    }

    private static func measure(_ order: TaskStream.Order, sizes: [Int]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-benchmark-\(order)")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try LedgerStore(path: folder.appending(path: "state.sqlite").path)
        let bounds = DurationBounds(seconds: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400])
        let ledger = try AccountLedger(
            name: "benchmark", beginningAt: 0,
            layout: HistogramLayout(wait: bounds, processing: bounds, turnaround: bounds), in: store)
        var stream = TaskStream(order: order)
        for size in sizes {
            while ledger.taskCount < size { try record(stream.next(min(2000, size - ledger.taskCount)), in: ledger) }
            let pages = (0..<200).map { _ in stream.next(100) }
            for (what, listing) in [("new", TaskListing.finish), ("known", .finish), ("failed", .finishFailed)] {
                let cost = try PageCost.measure(of: pages) { try record($0, in: ledger, listing) }
                print("order \(order), tasks \(size), \(what) page of 100: \(cost)")
            }
        }
        try store.close()
    }

    private static func record(
        _ page: [TaskSighting], in ledger: AccountLedger, _ listing: TaskListing = .finish
    ) throws {
        _ = try ledger.record(page, in: listing, at: 0, pass: 0, bookmark: nil)
    }
}
