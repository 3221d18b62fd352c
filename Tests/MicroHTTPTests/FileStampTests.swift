import Foundation
import MicroHTTP
import Testing

@Suite struct FileStampTests {
    @Test func `tells another file, another content and none`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(FileStamp(path: file.path) == nil)
        try Data("one".utf8).write(to: file)
        let first = try #require(FileStamp(path: file.path))
        #expect(FileStamp(path: file.path) == first)
        try Data("longer".utf8).write(to: file)
        let second = try #require(FileStamp(path: file.path))
        #expect(second != first)
        try FileManager.default.removeItem(at: file)
        try Data("others".utf8).write(to: file, options: .atomic)
        #expect(FileStamp(path: file.path) != second)
    }

    @Test func `a file that was just written is not settled`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        // A machine can stall between the two.
        let isUnsettledOnce = try (1...3).contains { count in
            try Data(count: count).write(to: file)
            return try #require(FileStamp(path: file.path)).isSettled == false
        }
        #expect(isUnsettledOnce)
        #expect(try #require(FileStamp(path: "/")).isSettled)
    }
}
