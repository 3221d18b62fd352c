import MPSExporter
import Testing

@Suite struct ComparisonMemoryTests {
    private func question(_ name: String, _ password: String, hash: String = "h") -> ComparisonMemory.Question {
        ComparisonMemory.Question(name: Array(name.utf8), hash: hash, password: Array(password.utf8))
    }

    @Test func `holds good and bad outcomes`() {
        var memory = ComparisonMemory()
        memory.remember(true, of: question("a", "right"))
        memory.remember(false, of: question("a", "wrong"))
        #expect(memory.answer(to: question("a", "right")) == true)
        #expect(memory.answer(to: question("a", "wrong")) == false)
        #expect(memory.answer(to: question("a", "other")) == nil)
    }

    @Test func `takes name, hash and password apart`() {
        var memory = ComparisonMemory()
        memory.remember(true, of: question("ab", "c"))
        #expect(memory.answer(to: question("a", "bc")) == nil)
        #expect(memory.answer(to: question("ab", "c", hash: "changed")) == nil)
    }

    @Test func `holds at most 100, and lets eleven go for the next`() {
        var memory = ComparisonMemory()
        for number in 1...100 {
            memory.remember(false, of: question("a", "\(number)"))
            #expect(memory.count == number)
        }
        memory.remember(false, of: question("a", "100"))
        #expect(memory.count == 100)
        memory.remember(true, of: question("a", "101"))
        #expect(memory.count == 90)
        #expect(memory.answer(to: question("a", "101")) == true)
    }

    @Test(arguments: [95, 100])
    func `no number of bad outcomes pushes out a good one`(remembered: Int) {
        var memory = ComparisonMemory()
        let good = (1...remembered).map { question("a", "right \($0)") }
        for question in good { memory.remember(true, of: question) }
        for number in 1...1000 { memory.remember(false, of: question("a", "\(number)")) }
        #expect(good.allSatisfy { memory.answer(to: $0) == true })
        #expect(memory.count <= 100)
        #expect(memory.answer(to: question("a", "1000")) == (remembered < 100 ? false : nil))
    }

    @Test func `good outcomes make way when there are no others`() {
        var memory = ComparisonMemory()
        for number in 1...101 { memory.remember(true, of: question("a", "\(number)")) }
        #expect(memory.count == 90)
        #expect(memory.answer(to: question("a", "101")) == true)
    }
}
