import FoundationEssentials

extension ConfigurationLoader {
    /// Reads a file of this machine. Works with pipes as well, so that `--config.file <(…)` does.
    ///
    /// - Throws: The reason in few words.
    @Sendable
    package static func readSystemFile(_ path: String) throws(UnreadableFileError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch let error as CocoaError {
            switch error.code {
            case .fileNoSuchFile, .fileReadNoSuchFile: throw UnreadableFileError(reason: "no such file")
            case .fileReadNoPermission: throw UnreadableFileError(reason: "no permission to read it")
            default: throw UnreadableFileError(reason: "an error when reading it (code \(error.code.rawValue))")
            }
        } catch {
            throw UnreadableFileError(reason: "an error when reading it")
        }
    }
}
