import MPSExporter
import Testing

@Suite struct TokenTrailTests {
    /// Follows the tokens and says how many pages were asked for until the trail ended or broke.
    private func pages(_ trail: inout TokenTrail, _ token: (Int) -> (String, Bool)) -> Int {
        for page in 0..<100_000 {
            let (token, advances) = token(page)
            trail.follow(token, advances: advances)
            if trail.next == nil { return page + 1 }
        }
        return .max
    }

    @Test func `ends where a page has no token`() {
        var trail = TokenTrail()
        let pages = pages(&trail) { ($0 == 500 ? "" : "token\($0)", true) }
        #expect(pages == 501 && trail.isComplete && !trail.isBroken)
    }

    @Test func `is not complete before the first page`() {
        #expect(!TokenTrail().isComplete)
        #expect(TokenTrail(from: "a").next == "a")
    }

    @Test func `asks a page that leads back to itself again, three times in a row`() {
        var trail = TokenTrail(from: "a")
        for _ in 1...3 {
            trail.follow("a", advances: true)
            #expect(trail.next == "a")
        }
        trail.follow("a", advances: true)
        #expect(trail.isBroken && trail.next == nil && !trail.isComplete)
    }

    @Test func `asks on behind empty pages, three times in a row`() {
        var trail = TokenTrail()
        let pages = pages(&trail) { ("token\($0)", false) }
        #expect(pages == 4 && trail.isBroken)
    }

    @Test func `a page that advances gives patience back`() {
        var trail = TokenTrail()
        let pages = pages(&trail) { ($0 == 40 ? "" : "token\($0)", $0.isMultiple(of: 4)) }
        #expect(pages == 41 && trail.isComplete)
    }

    @Test(arguments: [2, 3, 7, 100]) func `finds a circle of any length`(length: Int) {
        var trail = TokenTrail()
        let pages = pages(&trail) { ($0 < 10 ? "way\($0)" : "circle\(($0 - 10) % length)", true) }
        #expect(trail.isBroken && pages <= 10 + 4 * length + 16)
    }
}
