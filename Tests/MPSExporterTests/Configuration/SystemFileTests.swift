import FoundationEssentials
import MPSExporter
import Testing

@Suite struct `Configuration file on disk` {
    @Test func `is read whole`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "mps-\(UUID().uuidString).yml").path
        try Data("accounts: []\n".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try ConfigurationLoader.readSystemFile(path) == Array("accounts: []\n".utf8))
    }

    @Test func `that is absent has a reason`() {
        #expect(throws: UnreadableFileError(reason: "no such file")) {
            try ConfigurationLoader.readSystemFile("/nonexistent/mps.yml")
        }
    }

    @Test func `that is a directory has a reason`() {
        #expect(throws: UnreadableFileError.self) { try ConfigurationLoader.readSystemFile("/") }
    }
}
