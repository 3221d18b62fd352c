package import Logging
internal import MicroHTTP
internal import Synchronization

/// The web configuration as its file says it now: looked at for every request and handshake, read when it has changed.
package final class WebConfigurationFile: Sendable {
    /// What the file says, or why it cannot be used.
    typealias Reading = Result<WebConfiguration, ConfigurationError>

    private struct State {
        var stamp: FileStamp?
        /// What was read; nil if it has to be judged again.
        var bytes: [UInt8]?
        var reading: Reading
        var lastGuards: Set<WebConfiguration.Guard>
    }

    /// The path as it was given.
    package let path: String

    private let readFile: ConfigurationLoader.FileReader
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads the file for the first time.
    /// - Throws: every problem that was found, with certificates and keys.
    package init(
        path: String, readFile: @escaping ConfigurationLoader.FileReader, logger: Logger
    ) throws(ConfigurationError) {
        let (stamp, bytes) = try Self.read(path, readFile)
        let configuration = try WebConfiguration(bytes, file: path)
        _ = try configuration.tls?.context(in: path, readFile: readFile)
        self.path = path
        self.readFile = readFile
        self.logger = logger
        state = Mutex(
            State(stamp: stamp, bytes: bytes, reading: .success(configuration), lastGuards: configuration.guards))
    }

    /// What the file says now. Blocks for the time of a look, or of reading it.
    func current() -> Reading {
        state.withLock { state in
            if let stamp = state.stamp, stamp.isSettled, stamp == FileStamp(path: path) { return state.reading }
            let earlier = state.reading
            do throws(ConfigurationError) {
                let (stamp, bytes) = try Self.read(path, readFile)
                state.stamp = stamp
                if bytes != state.bytes { try take(bytes, stamp, &state) }
            } catch {
                state.stamp = nil
                state.bytes = nil
                state.reading = .failure(error)
            }
            tell(earlier, state.reading)
            return state.reading
        }
    }

    /// A file that is just being written can lack its end, and with it what keeps people out. So less protection than
    /// before counts only when the file has been left alone for a while.
    private func take(_ bytes: [UInt8], _ stamp: FileStamp, _ state: inout State) throws(ConfigurationError) {
        let configuration = try WebConfiguration(bytes, file: path)
        guard stamp.isSettled || configuration.guards.isSuperset(of: state.lastGuards) else {
            throw Self.error(
                path, expected: "users and client certificates to be asked for as before", got: "less, just now")
        }
        state.bytes = bytes
        state.reading = .success(configuration)
        state.lastGuards = configuration.guards
    }

    private func tell(_ earlier: Reading, _ now: Reading) {
        switch (earlier, now) {
        case (_, .failure(let error)):
            if case .failure(error) = earlier { return }
            logger.error(
                "the web configuration cannot be used; requests are refused", metadata: ["error": "\(error)"])
        case (.failure, .success):
            logger.notice("the web configuration can be used again", metadata: ["file": "\(path)"])
        case (.success, .success):
            return
        }
    }

    /// A pipe would give its content once and then nothing, which is an open door.
    private static func read(
        _ path: String, _ readFile: ConfigurationLoader.FileReader
    ) throws(ConfigurationError) -> (FileStamp, [UInt8]) {
        do throws(UnreadableFileError) {
            let stamp = FileStamp(path: path)
            if let stamp, !stamp.isRegular {
                throw UnreadableFileError(reason: "something that is no regular file")
            }
            let bytes = try readFile(path)
            guard let stamp else { throw UnreadableFileError(reason: "a file that came just now") }
            return (stamp, bytes)
        } catch {
            throw Self.error(path, expected: "a readable file", got: error.reason)
        }
    }

    private static func error(_ path: String, expected: String, got: String) -> ConfigurationError {
        ConfigurationError(
            problems: [
                ConfigurationProblem(source: .file(path: path, position: nil), key: nil, expected: expected, got: got)
            ])
    }
}
