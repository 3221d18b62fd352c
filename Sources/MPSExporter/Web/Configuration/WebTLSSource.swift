internal import Logging
internal import MicroHTTP
internal import Synchronization

/// Gives each handshake what the web configuration and the files it names say now.
final class WebTLSSource: TLSContextSource {
    private struct State {
        var tls: WebTLSConfiguration?
        var stamps: [FileStamp?] = []
        var context: TLSContext?
        var lastError: String?
    }

    private let file: WebConfigurationFile
    private let readFile: ConfigurationLoader.FileReader
    private let logger: Logger
    private let state = Mutex(State())

    init(file: WebConfigurationFile, readFile: @escaping ConfigurationLoader.FileReader, logger: Logger) {
        self.file = file
        self.readFile = readFile
        self.logger = logger
    }

    /// When the certificate in use ends, in seconds since 1970; nil while none can be used.
    var certificateExpirySeconds: Int? {
        context()?.certificateExpirySeconds
    }

    func context() -> TLSContext? {
        // Why a file cannot be used has been logged when it was read.
        guard case .success(let configuration) = file.current() else { return nil }
        return state.withLock { state in
            guard let tls = configuration.tls else {
                fail("\(file.path): tls_server_config: expected a mapping until the next start, got nothing", &state)
                return nil
            }
            let stamps = tls.paths.map { FileStamp(path: $0) }
            if let context = state.context, tls == state.tls, stamps == state.stamps,
                state.stamps.allSatisfy({ $0?.isSettled == true })
            {
                return context
            }
            do throws(ConfigurationError) {
                let context = try tls.context(in: file.path, readFile: readFile)
                if state.lastError != nil {
                    logger.notice("TLS can be used again", metadata: ["file": "\(file.path)"])
                }
                state = State(tls: tls, stamps: stamps, context: context)
                return context
            } catch {
                fail("\(error)", &state)
                return nil
            }
        }
    }

    private func fail(_ error: String, _ state: inout State) {
        if error != state.lastError {
            logger.error("TLS cannot be used; handshakes are refused", metadata: ["error": "\(error)"])
        }
        state = State(lastError: error)
    }
}
