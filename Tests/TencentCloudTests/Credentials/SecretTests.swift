import TencentCloud
import Testing

struct SecretTests {
    private let secret = Secret("hunter2-hunter2")

    @Test func `gives itself away only when asked`() {
        #expect(secret.reveal() == "hunter2-hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        let texts = [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])", "\(["k": secret])",
            "\(Optional(secret) as Any)", dumped, "\(Mirror(reflecting: secret).children.map(\.value))",
        ]
        for text in texts { #expect(!text.contains("hunter2"), "\(text)") }
        #expect("\(secret)" == "<redacted>")
    }

    @Test func `a signed request shows neither token nor signature`() throws {
        var signer = TC3Signer(
            service: APIService(name: "mps", version: "2019-06-12"),
            endpoint: try Endpoint(parsing: "mps.tencentcloudapi.com"), region: nil)
        let credential = Credential(secretID: "AKIDshort", secretKey: secret, token: Secret("hunter2-token"))
        let request = signer.request(
            action: "DescribeTasks", body: [], credential: credential, at: UnixTime(seconds: 0))
        var dumped = ""
        dump(request, to: &dumped)
        for text in [dumped, "\(request)", String(reflecting: request)] {
            #expect(!text.contains("hunter2") && !text.contains("Signature="), "\(text)")
        }
        #expect("\(request)".contains("X-TC-Action: DescribeTasks"))
    }

    @Test func `a credential shows some of a long id and nothing of key and token`() {
        let credential = Credential(
            secretID: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", secretKey: secret, token: Secret("hunter2-token"))
        #expect("\(credential)" == "credential AKIDz8kr… with token")
        #expect("\(Credential(secretID: "AKIDshort", secretKey: secret))" == "credential …")
        #expect("\(Credential(secretID: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", secretKey: secret))" == "credential …")
        var dumped = ""
        dump(credential, to: &dumped)
        #expect(!dumped.contains("hunter2") && !String(reflecting: credential).contains("hunter2"))
    }
}
