import MPSExporter
import MPSSimulator
import Synchronization
import TaskLedger
import TencentCloud

/// Plays an incident in virtual time: the queue lives, the exporter polls it, and every minute somebody scrapes.
final class IncidentWorld: Sendable {
    /// What a scraper finds: a living exporter or none, and what it has scraped.
    private struct Life {
        var exporter: ScrapedExporter?
        var recording: ScrapeRecording
        var failure: (any Error)?
    }

    private static let start = UnixTime(seconds: 1_767_225_600)
    private static let pollInterval = Duration.seconds(60)

    /// The API, to be changed by the story.
    let api: SimulatedAPI
    private let incident: Incident
    private let clock: IncidentClock
    private let store: LedgerStore
    private let life: Mutex<Life>

    init(_ incident: Incident, recording metrics: Set<String>) throws {
        self.incident = incident
        clock = IncidentClock(at: Self.start + .seconds(-60 * incident.before))
        api = try SimulatedAPI(incident.simulation, clock: clock)
        store = try LedgerStore(path: ":memory:")
        life = Mutex(Life(recording: ScrapeRecording(of: metrics, since: Self.start.seconds)))
    }

    /// Lives through the incident; returns what was scraped.
    func play() async throws -> ScrapeRecording {
        clock.everyMinute { self.pass(minute: $0 - self.incident.before) }
        // Else the clock and the world would keep each other.
        defer { clock.everyMinute { _ in } }
        try await clock.sleep(for: .seconds(60 * incident.before))
        // Off the beat of the scrapes, as polls are.
        try await clock.sleep(for: .seconds(25))
        var schedule = PollSchedule(first: clock.now(), interval: Self.pollInterval)
        while clock.minute < incident.before + incident.lasts {
            await life.withLock(\.exporter)?.poll()
            try await clock.sleep(for: schedule.next(after: clock.now()) - clock.now())
        }
        if let failure = life.withLock(\.failure) { throw failure }
        return life.withLock(\.recording)
    }

    private func pass(minute: Int) {
        for step in incident.story where step.minute == minute { step.change(self) }
        if minute == 0 { startExporter() }
        life.withLock { life in
            guard (0...incident.lasts).contains(minute) else { return }
            life.recording.add(life.exporter?.scrape())
        }
    }

    /// Changes the account.
    func account(_ change: (inout SimulatedAccount) -> Void) {
        api.update { change(&$0) }
    }

    /// The exporter's process is gone; scrapes fail.
    func killExporter() {
        life.withLock { $0.exporter = nil }
    }

    /// A new process on the same state file.
    func startExporter() {
        life.withLock { life in
            do {
                life.exporter = try ScrapedExporter(
                    api, store: store, clock: clock, pollInterval: Self.pollInterval, pageSize: incident.pageSize,
                    history: incident.history)
            } catch {
                life.failure = error
            }
        }
    }
}
