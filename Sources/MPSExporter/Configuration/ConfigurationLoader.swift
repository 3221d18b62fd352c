import Yams

/// Makes the configuration in force of a file, the flags and the environment.
package struct ConfigurationLoader: Sendable {
    /// Reads a whole file, or throws why it cannot.
    package typealias FileReader = @Sendable (_ path: String) throws(UnreadableFileError) -> [UInt8]

    private let environment: [String: String]
    private let readFile: FileReader

    /// - Parameters:
    ///   - environment: Of it, `STATE_DIRECTORY` is used.
    ///   - readFile: Called with the path of the configuration file, at every load.
    package init(environment: [String: String], readFile: @escaping FileReader) {
        self.environment = environment
        self.readFile = readFile
    }

    /// Reads and checks everything anew.
    ///
    /// - Parameter path: The configuration file; without one there is a single account named `default`, whose
    ///   credentials come from the environment.
    /// - Throws: All problems of file and flags together.
    package func load(
        file path: String?, flags: RunFlags = RunFlags()
    ) throws(ConfigurationError) -> ExporterConfiguration {
        var problems: [ConfigurationProblem] = []
        var file = FileConfiguration()
        if let path {
            do throws(ConfigurationError) {
                file = try read(path)
            } catch {
                problems += error.problems
            }
        }
        let values = flags.values(problems: &problems)
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return ExporterConfiguration(file: file, flags: values, environment: environment)
    }

    private func read(_ path: String) throws(ConfigurationError) -> FileConfiguration {
        let bytes: [UInt8]
        do throws(UnreadableFileError) {
            bytes = try readFile(path)
        } catch {
            let source = ConfigurationProblem.Source.file(path: path, position: nil)
            throw ConfigurationError(
                problems: [
                    ConfigurationProblem(source: source, key: nil, expected: "a readable file", got: error.reason)
                ])
        }
        guard let root = try YAMLDocument.root(of: bytes, file: path) else { return FileConfiguration() }
        var decoder = ConfigurationDecoder(file: path)
        let file = FileConfiguration(from: root, decoder: &decoder)
        guard decoder.problems.isEmpty else { throw ConfigurationError(problems: decoder.problems) }
        return file
    }
}
