internal import Logging
internal import ServiceLifecycle
internal import TaskLedger

/// Holds the state file open until everything that writes it has stopped.
struct StateService: Service {
    let store: LedgerStore
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        do throws(LedgerError) {
            try store.close()
        } catch {
            logger.error("the state file was not closed in order", metadata: ["error": "\(error)"])
        }
    }
}
