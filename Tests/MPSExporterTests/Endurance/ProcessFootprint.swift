import Foundation

/// What the process takes of the machine.
struct ProcessFootprint {
    let residentKiB: Int
    let openFiles: Int

    static func now() throws -> ProcessFootprint {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return ProcessFootprint(
            residentKiB: Int(line.filter(\.isNumber)) ?? 0, openFiles: files.count)
    }
}
