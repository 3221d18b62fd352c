import Foundation
import TaskLedger

/// A folder for one state file, removed when the test is over.
final class TemporaryState {
    let folder: URL
    var path: String { folder.appending(path: "state.sqlite").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "task-ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Opens the file for as long as `body` runs.
    @discardableResult
    func withLedger<Result>(
        named name: String = "prod", beginningAt epoch: Int64 = 0, layout: HistogramLayout = .test,
        _ body: (AccountLedger) throws -> Result
    ) throws -> Result {
        let store = try LedgerStore(path: path)
        let result = Swift.Result {
            try body(try AccountLedger(name: name, beginningAt: epoch, layout: layout, in: store))
        }
        try store.close()
        return try result.get()
    }

    func write(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    func bytes() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

extension HistogramLayout {
    /// The bounds of the default configuration's histogram of waits, for all three.
    static var test: HistogramLayout {
        let bounds = DurationBounds(seconds: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400])
        return HistogramLayout(wait: bounds, processing: bounds, turnaround: bounds)
    }
}
