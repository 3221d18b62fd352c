import TencentCloud
import Testing

struct TC3AuthorizationTests {
    private static let text = """
        TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, \
        Signature=72e494
        """

    @Test func `reads back what it writes`() throws {
        let authorization = try #require(TC3Authorization(parsing: Self.text))
        #expect(authorization.secretID == "AKIDEXAMPLE")
        #expect(authorization.scope == SigningScope(date: "2019-02-25", service: "cvm"))
        #expect(authorization.signedFields == ["content-type", "host"])
        #expect(authorization.signature == "72e494")
        #expect(authorization.text == Self.text)
    }

    @Test func `reads the parts without blanks and in any order`() {
        let text =
            "TC3-HMAC-SHA256 Signature=72e494,SignedHeaders=content-type;host,"
            + "Credential=AKIDEXAMPLE/2019-02-25/cvm/tc3_request"
        #expect(TC3Authorization(parsing: text)?.text == Self.text)
    }

    @Test(arguments: [
        "", " ", "Bearer x", "TC3-HMAC-SHA256", "TC3-HMAC-SHA256 ", "TC3-HMAC-SHA256 Credential",
        "TC3-HMAC-SHA1 Credential=a/b/c/tc3_request, SignedHeaders=host, Signature=1",
        "TC3-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=1",
        "TC3-HMAC-SHA256 Credential=a/b/c/tc4_request, SignedHeaders=host, Signature=1",
        "TC3-HMAC-SHA256 Credential=/b/c/tc3_request, SignedHeaders=host, Signature=1",
        "TC3-HMAC-SHA256 Credential=a/b/c/tc3_request, SignedHeaders=host",
        "TC3-HMAC-SHA256 Credential=a/b/c/tc3_request, SignedHeaders=host, Signature=1, Signature=2",
        "TC3-HMAC-SHA256 Credential=a/b/c/tc3_request, SignedHeaders=host, Signature=1, More=2",
    ])
    func `reads nothing else`(text: String) {
        #expect(TC3Authorization(parsing: text) == nil)
    }
}
