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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["promtool", "test", "rules", input.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = process.standardOutput
        let status = try await withCheckedThrowingContinuation { end in
            process.terminationHandler = { end.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                end.resume(throwing: error)
            }
        }
        return status == 0 ? nil : try String(contentsOf: output, encoding: .utf8)
    }
}
