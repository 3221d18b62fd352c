/// What every reply of the API is wrapped in: `{"Response": {"Error": {…}, "RequestId": "…", …}}`.
package struct ResponseEnvelope<Body: APIResponseBody>: Sendable {
    package let body: Body
    package let requestID: String?

    /// Unwraps the body of an HTTP response with status 200.
    ///
    /// Throws `APIError.service` if the API reports an error, `APIError.malformed` if the bytes are not such a reply.
    package init(parsing bytes: [UInt8]) throws(APIError) {
        do {
            let root = try JSONDocument(parsing: bytes).root
            guard let response = try root.member("Response") else {
                throw JSONError.mismatch(path: "Response", expected: "an object", found: "nothing")
            }
            let requestID = try response.member("RequestId")?.string().forLog
            if let error = try response.member("Error") {
                guard let code = try error.member("Code")?.string() else {
                    throw JSONError.mismatch(path: "Response.Error.Code", expected: "a string", found: "nothing")
                }
                let message = try error.member("Message")?.string() ?? ""
                throw APIError.service(code: code.forLog, message: message.forLog, requestID: requestID)
            }
            self.requestID = requestID
            body = try Body(response: response)
        } catch let error as JSONError {
            throw .malformed(reason: error.description)
        } catch let error as APIError {
            throw error
        } catch {
            throw .malformed(reason: "unreadable")
        }
    }
}

extension String {
    /// The server's text made fit for a line of a log: bounded, and without control characters.
    fileprivate var forLog: String {
        let visible = unicodeScalars.prefix(500).map { $0.properties.generalCategory == .control ? " " : $0 }
        return String(String.UnicodeScalarView(visible))
    }
}
