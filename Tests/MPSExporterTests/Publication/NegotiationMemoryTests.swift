import Exposition
import MPSExporter
import Testing

@Suite struct NegotiationMemoryTests {
    private static let prometheus = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"

    private struct Request {
        var accept: String?
        var acceptEncoding: String?

        func says(_ field: String, _ value: String?) -> Bool {
            value == (field == "Accept" ? accept : field == "Accept-Encoding" ? acceptEncoding : "no such field")
        }
    }

    /// What is remembered for a request, or else negotiated and remembered from then on.
    private func variant(of request: Request, in memory: inout NegotiationMemory) -> ScrapeVariant {
        memory.variant(where: request.says)
            ?? memory.negotiate(accept: request.accept, acceptEncoding: request.acceptEncoding)
    }

    @Test func `means the same as reading the fields anew, whoever asked before`() {
        let accepts = [nil, "", "*/*", Self.prometheus, "text/plain", "text/plain;version=0.0.4"]
        let requests = accepts.flatMap { accept in
            [nil, "gzip", "gzip;q=0", "identity"].map { Request(accept: accept, acceptEncoding: $0) }
        }
        var memory = NegotiationMemory()
        for request in requests + requests.reversed() + requests.flatMap({ [$0, $0] }) {
            let fresh = ScrapeVariant(accept: request.accept, acceptEncoding: request.acceptEncoding)
            #expect(variant(of: request, in: &memory) == fresh)
        }
    }

    @Test func `knows what was asked before, and a missing field from an empty one`() {
        var memory = NegotiationMemory()
        let asked = Request(accept: Self.prometheus, acceptEncoding: "gzip")
        #expect(memory.variant(where: asked.says) == nil)
        _ = variant(of: asked, in: &memory)
        #expect(memory.variant(where: asked.says) == ScrapeVariant(format: .openMetrics, isCompressed: true))
        for other in [
            Request(accept: Self.prometheus), Request(accept: Self.prometheus, acceptEncoding: ""),
            Request(acceptEncoding: "gzip"), Request(accept: "", acceptEncoding: "gzip"), Request(),
        ] {
            #expect(memory.variant(where: other.says) == nil)
        }
    }

    @Test func `four are remembered, the fifth in the place of the one that was not asked for the longest`() {
        var memory = NegotiationMemory()
        let requests = (1...5).map { Request(accept: "text/plain;q=0.\($0)") }
        for request in requests.prefix(4) { _ = variant(of: request, in: &memory) }
        for again in [0, 2] { _ = variant(of: requests[again], in: &memory) }
        _ = variant(of: requests[4], in: &memory)
        #expect(requests.map { memory.variant(where: $0.says) != nil } == [true, false, true, true, true])
    }

    @Test func `every variant has a place of its own`() {
        #expect(ScrapeVariant.allCases.map(\.index) == Array(0..<ExpositionFormat.allCases.count * 2))
    }
}
