import ChildPrograms
import Foundation

/// Debian's promtool, which judges rules as a Prometheus would evaluate them.
enum Promtool {
    /// Runs a test file; returns what promtool said, or nil if it found nothing wrong.
    static func complaint(about test: String) async throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("incident-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appendingPathComponent("test.yml"), folder.appendingPathComponent("output"))
        try Data(test.utf8).write(to: input)
        try Data().write(to: output)
        let said = try FileHandle(forWritingTo: output)
        let promtool = try ChildProcess(["promtool", "test", "rules", input.path], output: said, errors: said)
        return await promtool.status() == 0 ? nil : try String(contentsOf: output, encoding: .utf8)
    }
}
