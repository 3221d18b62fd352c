import FoundationEssentials

/// A folder that exists as long as the value that names it.
final class TemporaryFolder {
    private let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/credentials-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, replacing it whole, and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: self.path(of: name)), options: .atomic)
        return self.path(of: name)
    }

    /// Points a symbolic link at another name, replacing it whole, as Kubernetes does with mounted secrets.
    func link(_ name: String, to target: String) throws {
        let manager = FileManager.default
        try? manager.removeItem(atPath: path(of: name))
        try manager.createSymbolicLink(atPath: path(of: name), withDestinationPath: path(of: target))
    }

    func path(of name: String) -> String {
        "\(path)/\(name)"
    }
}
