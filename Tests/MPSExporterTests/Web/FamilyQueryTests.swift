import MPSExporter
import Testing

@Suite struct FamilyQueryTests {
    private func query(_ arguments: (String, String?)...) -> FamilyQuery {
        FamilyQuery(arguments.map { (name: $0.0, value: $0.1) })
    }

    @Test func `without name[] all families are meant`() {
        #expect(query() == .all)
        #expect(query(("name", "a"), ("NAME[]", "a"), ("collect[]", "a"), ("", nil)) == .all)
    }

    @Test func `each name[] adds a name`() {
        #expect(query(("name[]", "a"), ("x", "y"), ("name[]", "b"), ("name[]", "a")) == .named(["a", "b"]))
    }

    @Test func `an empty name is one that nobody has`() {
        #expect(query(("name[]", nil)) == .named([""]))
        #expect(query(("name[]", "")) == .named([""]))
    }

    @Test func `names are counted and limited`() {
        let names = (1...100).map { (name: "name[]", value: String?("n\($0)")) }
        #expect(FamilyQuery(names) == .named(Set((1...100).map { "n\($0)" })))
        #expect(FamilyQuery(names + [names[0]]) == .excessive(101))
    }

    @Test func `there are fewer metrics than names may be given`() {
        let rows = MetricCatalog.reference.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect((40...FamilyQuery.most).contains(rows.count))
    }
}
