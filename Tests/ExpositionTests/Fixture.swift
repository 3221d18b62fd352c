import Foundation
import Testing

/// A file in `Fixtures`.
enum Fixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        return try Array(Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static func lines(_ name: String) throws -> [Substring] {
        try String(decoding: bytes(name), as: UTF8.self).split(separator: "\n")
    }
}
