import TencentCloud
import Testing

struct SigningKeyCacheTests {
    private let secret = Secret("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")

    @Test func `derives the key once a day`() {
        var cache = SigningKeyCache()
        let midnight = UnixTime(seconds: 1_767_225_600)
        for second in stride(from: 0, to: 86_400, by: 600) {
            let scope = SigningScope(timestamp: midnight + .seconds(second), service: "mps")
            #expect(cache.key(secretKey: secret, scope: scope).scope.date == "2026-01-01")
        }
        #expect(cache.derivations == 1)
        let next = SigningScope(timestamp: midnight + .seconds(86_400), service: "mps")
        #expect(cache.key(secretKey: secret, scope: next) == SigningKey(secretKey: secret, scope: next))
        #expect(cache.derivations == 2)
    }

    @Test func `derives anew for another secret or service`() {
        var cache = SigningKeyCache()
        let mps = SigningScope(date: "2026-01-01", service: "mps")
        let vod = SigningScope(date: "2026-01-01", service: "vod")
        let first = cache.key(secretKey: secret, scope: mps)
        #expect(cache.key(secretKey: Secret("another"), scope: mps) != first)
        #expect(cache.key(secretKey: secret, scope: vod) != first)
        #expect(cache.key(secretKey: secret, scope: mps) == first)
        #expect(cache.derivations == 4)
    }

    @Test func `shows neither secret nor key`() {
        let key = SigningKey(secretKey: secret, scope: SigningScope(date: "2026-01-01", service: "mps"))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "signing key for 2026-01-01/mps/tc3_request")
        #expect(!dumped.contains("key:") && !dumped.contains("elements"))
    }
}
