import CurlHTTP
import TencentCloud
import Testing

struct TC3SignerTests {
    private let credential = Credential(
        secretID: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", secretKey: Secret("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"))
    private let time = UnixTime(seconds: 1_767_225_600)
    private let body = Array(#"{"Limit":100,"Status":"WAITING"}"#.utf8)

    private func signer(_ endpoint: String, region: String? = nil) throws -> TC3Signer {
        let service = APIService(name: "mps", version: "2019-06-12")
        return TC3Signer(service: service, endpoint: try Endpoint(parsing: endpoint), region: region)
    }

    @Test func `sends exactly the documented fields and the bytes that were signed`() throws {
        var signer = try signer("mps.tencentcloudapi.com")
        let request = signer.request(action: "DescribeTasks", body: body, credential: credential, at: time)
        #expect(request.method == .post)
        #expect(request.url == "https://mps.tencentcloudapi.com/")
        #expect(request.body == body)
        let authorization = """
            TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2026-01-01/mps/tc3_request, \
            SignedHeaders=content-type;host, \
            Signature=c8112917d8dc1f1a45a8b4c973c914880a9ec29af5b581a276d7e6679fbd7293
            """
        #expect(
            request.fields == [
                HTTPField(name: "Content-Type", value: "application/json"),
                HTTPField(name: "Host", value: "mps.tencentcloudapi.com"),
                HTTPField(name: "X-TC-Action", value: "DescribeTasks"),
                HTTPField(name: "X-TC-Version", value: "2019-06-12"),
                HTTPField(name: "X-TC-Timestamp", value: "1767225600"),
                HTTPField(name: "X-TC-Language", value: "en-US"),
                HTTPField(name: "Authorization", value: authorization),
            ])
    }

    @Test func `adds region and token without signing them`() throws {
        var plain = try signer("mps.tencentcloudapi.com")
        var regional = try signer("mps.tencentcloudapi.com", region: "ap-singapore")
        let temporary = Credential(
            secretID: credential.secretID, secretKey: credential.secretKey, token: Secret("TOKEN"))
        let first = plain.request(action: "DescribeTasks", body: body, credential: credential, at: time)
        let second = regional.request(action: "DescribeTasks", body: body, credential: temporary, at: time)
        #expect(second.fields.contains(HTTPField(name: "X-TC-Region", value: "ap-singapore")))
        #expect(second.fields.contains(HTTPField(name: "X-TC-Token", value: "TOKEN")))
        #expect(first.fields.last == second.fields.last)
        #expect(first.fields.count + 2 == second.fields.count)
    }

    @Test func `signs the port of an unusual endpoint as it goes out in the Host field`() throws {
        var signer = try signer("http://127.0.0.1:18620")
        let request = signer.request(action: "DescribeTasks", body: body, credential: credential, at: time)
        #expect(request.url == "http://127.0.0.1:18620/")
        #expect(request.fields.contains(HTTPField(name: "Host", value: "127.0.0.1:18620")))
        #expect(try received(request).isSigned(with: credential.secretKey, valueOf: value(in: request)))
    }

    @Test func `cuts the timestamp to whole seconds, before midnight too`() throws {
        var signer = try signer("mps.tencentcloudapi.com")
        let request = signer.request(
            action: "DescribeTasks", body: body, credential: credential, at: UnixTime(milliseconds: 1_767_225_599_999))
        #expect(request.fields.contains(HTTPField(name: "X-TC-Timestamp", value: "1767225599")))
        #expect(
            try received(request).authorization.signature
                == "10adec857193bd2ea85c8113c1f24206d8de62b5ea10a5df06b26ce7615f43c2")
    }

    @Test func `is verified by a server only as it was sent`() throws {
        var signer = try signer("mps.tencentcloudapi.com")
        let request = signer.request(action: "DescribeTasks", body: body, credential: credential, at: time)
        let good = try received(request)
        let fields = value(in: request)
        #expect(good.isSigned(with: credential.secretKey, valueOf: fields))
        #expect(!good.isSigned(with: Secret("another"), valueOf: fields))
        #expect(!good.isSigned(with: credential.secretKey) { $0 == "host" ? "elsewhere" : fields($0) })
        #expect(!good.isSigned(with: credential.secretKey) { $0 == "host" ? nil : fields($0) })
        var changed = good
        changed.body.append(0x20)
        #expect(!changed.isSigned(with: credential.secretKey, valueOf: fields))
        changed = good
        changed.timestamp += 1
        #expect(!changed.isSigned(with: credential.secretKey, valueOf: fields))
        changed = good
        changed.method = "GET"
        #expect(!changed.isSigned(with: credential.secretKey, valueOf: fields))
    }

    @Test func `is not verified without the fields that must be signed or with another day's scope`() {
        let fields = ["content-type": "application/json", "host": "mps.tencentcloudapi.com"]
        func isSigned(over names: [String], date: String) -> Bool {
            let scope = SigningScope(date: date, service: "mps")
            let request = CanonicalRequest(
                method: "POST", fields: names.map { ($0, fields[$0] ?? "") }, body: body)
            let key = SigningKey(secretKey: credential.secretKey, scope: scope)
            let authorization = TC3Authorization(
                secretID: credential.secretID, scope: scope, signedFields: names,
                signature: TC3Signature.compute(request: request, timestamp: time.wholeSeconds, key: key))
            let call = ReceivedCall(
                method: "POST", timestamp: time.wholeSeconds, authorization: authorization, body: body)
            return call.isSigned(with: credential.secretKey) { fields[$0] }
        }
        #expect(isSigned(over: ["content-type", "host"], date: "2026-01-01"))
        #expect(!isSigned(over: ["host"], date: "2026-01-01"))
        #expect(!isSigned(over: ["content-type"], date: "2026-01-01"))
        #expect(!isSigned(over: ["content-type", "host"], date: "2026-01-02"))
    }

    private func value(in request: HTTPRequest) -> (String) -> String? {
        { name in request.fields.first { $0.name.lowercased() == name }?.value }
    }

    private func received(_ request: HTTPRequest) throws -> ReceivedCall {
        let field = value(in: request)
        let authorization = try #require(TC3Authorization(parsing: field("authorization") ?? ""))
        let timestamp = try #require(field("x-tc-timestamp").flatMap { Int64($0) })
        return ReceivedCall(
            method: request.method.rawValue, timestamp: timestamp, authorization: authorization, body: request.body)
    }
}
