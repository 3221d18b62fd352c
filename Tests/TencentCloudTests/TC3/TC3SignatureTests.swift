import TencentCloud
import Testing

struct TC3SignatureTests {
    @Test(arguments: SigningVector.all)
    func `signs every known request as documented`(vector: SigningVector) {
        let scope = SigningScope(timestamp: UnixTime(seconds: vector.timestamp), service: vector.service)
        #expect(scope == SigningScope(date: vector.date, service: vector.service))
        let key = SigningKey(secretKey: Secret(vector.secretKey), scope: scope)
        let signature = TC3Signature.compute(request: vector.request, timestamp: vector.timestamp, key: key)
        #expect(signature == vector.signature)
    }

    @Test func `hashes the canonical requests A and C to the published values`() {
        #expect(SigningVector.all.count == 10)
        #expect(
            SigningVector.a.request.hash == "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031")
        #expect(
            SigningVector.c.request.hash == "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84")
    }

    @Test func `writes the canonical request line by line`() {
        #expect(
            SigningVector.c.request.text == """
                POST
                /

                content-type:application/json; charset=utf-8
                host:cvm.tencentcloudapi.com
                x-tc-action:describeinstances

                content-type;host;x-tc-action
                35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064
                """)
    }

    @Test func `trims and lowers names and values of signed fields`() {
        let request = CanonicalRequest(
            method: "GET", query: "Limit=1", fields: [(" Host ", "\tMPS.example\t "), ("B", ""), ("a", "  ")],
            body: [])
        #expect(
            request.text == """
                GET
                /
                Limit=1
                a:
                b:
                host:mps.example

                a;b;host
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                """)
    }

    @Test(arguments: [
        (
            SigningVector.a, "d1308c81fe71cfd4e06437bbc067b2b8a3d2d8c0e375d547f15c41d5214b395a",
            "3c7cb7c7795393edc14fd2e0e6434a518564b4504b88e94f5d11bf59ba3e7050",
            "ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1"
        ),
        (
            SigningVector.c, "da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0",
            "8d70cbefb03939f929db64d32dc2ba89b1095620119fe3e050e2b18c5bd2752f",
            "b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af"
        ),
    ])
    func `derives the key in three steps`(vector: SigningVector, first: String, second: String, third: String) {
        let dateKey = SigningKey.dateKey(secretKey: Secret(vector.secretKey), date: vector.date)
        #expect(dateKey.lowercaseHex == first)
        let serviceKey = SigningKey.serviceKey(dateKey: dateKey, service: vector.service)
        #expect(serviceKey.lowercaseHex == second)
        #expect(SigningKey.signingKey(serviceKey: serviceKey).lowercaseHex == third)
    }

    @Test func `compares signatures by all their bytes`() {
        #expect(TC3Signature.matches("abc", "abc"))
        #expect(!TC3Signature.matches("abc", "abd"))
        #expect(!TC3Signature.matches("abc", "bbc"))
        #expect(!TC3Signature.matches("abc", "ab"))
        #expect(!TC3Signature.matches("abc", ""))
    }
}
