internal import Synchronization

/// The configuration that the exporter works by, and how the last attempt to load another went.
package final class ConfigurationInForce: Sendable {
    private let state: Mutex<(configuration: ExporterConfiguration, reload: ReloadState)>

    /// The configuration of the start, loaded at `moment`, in milliseconds since 1970.
    package init(_ configuration: ExporterConfiguration, loadedAt moment: Int64) {
        state = Mutex((configuration, ReloadState(isSuccessful: true, lastSuccess: moment)))
    }

    /// The configuration.
    package var configuration: ExporterConfiguration { state.withLock { $0.configuration } }

    /// How the last attempt went.
    package var reload: ReloadState { state.withLock { $0.reload } }

    /// Another configuration has come into force.
    package func replace(by configuration: ExporterConfiguration, loadedAt moment: Int64) {
        state.withLock { $0 = (configuration, ReloadState(isSuccessful: true, lastSuccess: moment)) }
    }

    /// An attempt has failed; the configuration stays.
    package func noteFailure() {
        state.withLock { $0.reload.isSuccessful = false }
    }
}
