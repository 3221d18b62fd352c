internal import Logging
internal import MicroHTTP
internal import ServiceLifecycle
internal import TencentCloud

/// Tells the service manager when the exporter is ready, reloads, works and stops.
struct SupervisionService: Service {
    private let manager: ServiceManager
    private let accounts: @Sendable () -> Int
    private let clock: any WallClock
    private let logger: Logger

    /// - Parameter accounts: how many accounts are polled, for the status line.
    init(
        manager: ServiceManager, accounts: @escaping @Sendable () -> Int, clock: any WallClock, logger: Logger
    ) {
        self.manager = manager
        self.accounts = accounts
        self.clock = clock
        self.logger = logger
    }

    func run() async throws {
        tell(.ready(status: status))
        await cancelWhenGracefulShutdown {
            guard let interval = manager.watchdogInterval else {
                try? await gracefulShutdown()
                return
            }
            // At half the interval, as sd_watchdog_enabled(3) recommends.
            while (try? await clock.sleep(for: interval / 2)) != nil { tell(.alive) }
        }
        tell(.stopping)
    }

    /// Passes on how a reload goes.
    func follow(_ phase: ReloadPhase) {
        switch phase {
        case .begun: tell(.reloading(since: SuspendingClock().systemEpoch.duration(to: .now)))
        // A reload that failed has ended too: the exporter is as ready as it was.
        case .succeeded, .failed: tell(.ready(status: status))
        }
    }

    private var status: String { "polling \(accounts()) account(s)" }

    private func tell(_ state: ServiceState) {
        do throws(MicroHTTPError) {
            try manager.tell(state)
        } catch {
            logger.warning("the service manager could not be told", metadata: ["error": "\(error)"])
        }
    }
}
