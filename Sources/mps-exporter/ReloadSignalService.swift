import MPSExporter
import ServiceLifecycle
import UnixSignals

/// Reloads the configuration with each SIGHUP; the log says what came of it.
struct ReloadSignalService: Service {
    let hangups: UnixSignalsSequence
    let reloader: ConfigurationReloader

    func run() async throws {
        for await _ in hangups.cancelOnGracefulShutdown() {
            _ = await reloader.reload()
        }
    }
}
