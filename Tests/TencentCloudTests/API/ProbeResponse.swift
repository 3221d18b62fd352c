import TencentCloud

/// A response with one number.
struct ProbeResponse: APIResponseBody, Equatable {
    let value: Int?

    init(response: JSONValue) throws(JSONError) {
        value = try response.member("Value")?.integer()
    }
}
