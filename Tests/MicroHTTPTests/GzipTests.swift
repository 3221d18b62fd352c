import MicroHTTP
import Testing

@Suite struct GzipTests {
    private func gunzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let outcome = try Peer.run("gzip", ["-dc"], input: bytes)
        try #require(outcome.status == 0)
        return outcome.output
    }

    @Test(arguments: [0, 1, 6, 9])
    func `compresses at every level`(level: Int) async throws {
        let bytes = Array(String(repeating: "mps_queue_depth{status=\"WAITING\"} 42\n", count: 5000).utf8)
        let member = try Gzip.member(bytes, level: level)
        #expect(level == 0 ? member.count > bytes.count : member.count < bytes.count / 20)
        #expect(try await offPool { try gunzip(member) } == bytes)
    }

    @Test func `members in a row decompress to their contents in a row`() async throws {
        let parts = [Array("first\n".utf8), [], (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }, [0]]
        let members = try parts.flatMap { try Gzip.member($0) }
        #expect(try await offPool { try gunzip(members) } == parts.flatMap { $0 })
    }

    @Test(arguments: [-2, -1, 10])
    func `refuses another level`(level: Int) {
        let error = #expect(throws: MicroHTTPError.self) { try Gzip.member([1], level: level) }
        #expect(error?.description == "cannot compress a response: zlib error -2")
    }
}
