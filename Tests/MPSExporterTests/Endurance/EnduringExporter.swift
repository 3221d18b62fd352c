import Foundation
import Logging
import MPSExporter
import MPSSimulator
import TaskLedger

/// The collector of an account on a state file of the disk, which can die and come back.
final class EnduringExporter {
    private let settings: CollectorSettings
    private let path: String
    private let api: SimulatedAPI
    private let clock: ManualClock
    private let life: ExporterLife
    private var store: LedgerStore
    private var collector: AccountCollector

    init(
        _ settings: CollectorSettings, path: String, api: SimulatedAPI, clock: ManualClock, life: ExporterLife
    ) throws {
        self.settings = settings
        self.path = path
        self.api = api
        self.clock = clock
        self.life = life
        store = try LedgerStore(path: path)
        collector = try Self.collector(settings, store, api, clock, life)
    }

    /// The state file with what SQLite keeps beside it.
    var fileBytes: Int {
        [path, path + "-wal"].reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: name)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    /// A poll, and all that is to be done in the background after it.
    func readAll() async {
        await collector.poll()
        while await collector.backgroundStep() {}
    }

    /// Another process begins on the state file.
    func restart() throws {
        try store.close()
        store = try LedgerStore(path: path)
        collector = try Self.collector(settings, store, api, clock, life)
    }

    func close() throws {
        try store.close()
    }

    private static func collector(
        _ settings: CollectorSettings, _ store: LedgerStore, _ api: SimulatedAPI, _ clock: ManualClock,
        _ life: ExporterLife
    ) throws -> AccountCollector {
        try AccountCollector(
            settings: settings, store: store, lister: SimulatedTaskLister(api), clock: clock,
            logger: Logger(label: "endurance") { _ in SwiftLogNoOpLogHandler() },
            onCommitStep: { _ in try life.takeStep() }, show: { life.show($0) })
    }
}
