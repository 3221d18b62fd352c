internal import ServiceLifecycle

/// Polls all accounts for as long as the process runs.
struct PollingService: Service {
    let accounts: PolledAccounts

    func run() async throws {
        await accounts.start()
        try? await gracefulShutdown()
        await accounts.stop()
    }
}
