import MPSExporter
import TencentCloud
import Testing

@Suite struct `Changes of accounts` {
    private let endpoint = ExporterConfiguration.defaultEndpoint

    private func account(_ name: String, maxPages: Int = 1, key: String = "key") -> AccountConfiguration {
        AccountConfiguration(
            name: name, endpoint: endpoint, credentials: .keys(secretID: "id", secretKey: Secret(key), token: nil),
            maxPages: maxPages)
    }

    private func changes(
        from old: [AccountConfiguration], to new: [AccountConfiguration], changesAll: Bool = false
    ) -> AccountChanges {
        let named = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return AccountChanges(from: named, to: new, changesAll: changesAll)
    }

    @Test func `accounts come, go, change and stay`() {
        let changes = changes(
            from: [account("gone"), account("same"), account("other", maxPages: 2)],
            to: [account("other"), account("same"), account("new")])
        #expect(changes.added == ["new"])
        #expect(changes.removed == ["gone"])
        #expect(changes.changed == ["other"])
        #expect(["new", "other"].allSatisfy(changes.concern))
        #expect(!["gone", "same"].contains(where: changes.concern))
    }

    @Test func `another key is a change`() {
        #expect(changes(from: [account("a")], to: [account("a", key: "another")]).changed == ["a"])
    }

    @Test func `another order is none`() {
        let changes = changes(from: [account("a"), account("b")], to: [account("b"), account("a")])
        #expect(changes == self.changes(from: [], to: []))
    }

    @Test func `what concerns all changes those that stay`() {
        let changes = changes(from: [account("a"), account("b")], to: [account("b"), account("c")], changesAll: true)
        #expect(changes.changed == ["b"])
        #expect(changes.added == ["c"])
    }
}
