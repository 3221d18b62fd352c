import TencentCloud
import Testing

struct ResponseEnvelopeTests {
    private func envelope(_ text: String) throws(APIError) -> ResponseEnvelope<ProbeResponse> {
        try ResponseEnvelope(parsing: Array(text.utf8))
    }

    @Test func `unwraps body and request id`() throws {
        let envelope = try envelope(#"{"Response":{"Unknown":{},"Value":7,"RequestId":"r"},"More":1}"#)
        #expect(envelope.body.value == 7)
        #expect(envelope.requestID == "r")
        #expect(try self.envelope(#"{"Response":{"Error":null}}"#).requestID == nil)
    }

    @Test func `turns an error in a good response into a typed one`() {
        let documented = """
            {"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"The provided credentials could not \
            be validated. Please check your signature is correct."},"RequestId":"ed93f3cb-f35e-473f-b9f3-0d451b8b79c6"}}
            """
        let error = #expect(throws: APIError.self) { try self.envelope(documented) }
        #expect(
            error
                == .service(
                    code: "AuthFailure.SignatureFailure",
                    message: "The provided credentials could not be validated. Please check your signature is correct.",
                    requestID: "ed93f3cb-f35e-473f-b9f3-0d451b8b79c6"))
        #expect(error?.requestID == "ed93f3cb-f35e-473f-b9f3-0d451b8b79c6")
    }

    @Test func `keeps the server's text on one line of bounded length`() {
        let long = String(repeating: "x", count: 10_000)
        let error = #expect(throws: APIError.self) {
            try self.envelope(#"{"Response":{"Error":{"Code":"A\nB","Message":"\#(long)"},"RequestId":"r\u0007"}}"#)
        }
        #expect(error == .service(code: "A B", message: String(long.prefix(500)), requestID: "r "))
    }

    @Test(arguments: [
        ("", "empty: expected a JSON object"),
        ("<html><body>502</body></html>", "HTML or XML: expected a JSON object"),
        (#"{"Response":{"Value":7"#, "cut off after 22 bytes"),
        ("null", "the document: expected an object, got null"),
        ("[]", "the document: expected an object, got an array"),
        ("{}", "Response: expected an object, got nothing"),
        (#"{"code":4102,"message":"hunter2"}"#, "Response: expected an object, got nothing"),
        (#"{"Response":null}"#, "Response: expected an object, got nothing"),
        (#"{"Response":"hunter2"}"#, "Response: expected an object, got a string"),
        (#"{"Response":{"Value":"hunter2"}}"#, "Response.Value: expected an integer, got a string"),
        (#"{"Response":{"RequestId":7}}"#, "Response.RequestId: expected a string, got a number"),
        (#"{"Response":{"Error":"hunter2"}}"#, "Response.Error: expected an object, got a string"),
        (#"{"Response":{"Error":{}}}"#, "Response.Error.Code: expected a string, got nothing"),
        (#"{"Response":{"Error":{"Code":7}}}"#, "Response.Error.Code: expected a string, got a number"),
        ("hunter2", "not JSON: unexpected byte at offset 0"),
    ])
    func `says what is malformed without quoting it`(text: String, reason: String) {
        let error = #expect(throws: APIError.self) { try self.envelope(text) }
        #expect(error == .malformed(reason: reason))
    }

    @Test func `never crashes on mutated replies`() {
        let seed = Array(#"{"Response":{"Error":{"Code":"InternalError","Message":"é"},"RequestId":"r"}}"#.utf8)
        var random = SeededGenerator(seed: 11)
        var kinds: [String: Int] = [:]
        for _ in 0..<5000 {
            do throws(APIError) {
                _ = try ResponseEnvelope<ProbeResponse>(parsing: Mutation.mutated(seed, using: &random))
                kinds["good", default: 0] += 1
            } catch {
                kinds[error.metricCode, default: 0] += 1
            }
        }
        #expect(Set(kinds.keys) == ["good", "malformed", "InternalError", "other"])
    }
}
