/// What an action returns, read from the `Response` object around it.
package protocol APIResponseBody: Sendable {
    /// Reads the members it knows and ignores others; throws for a member of another kind than documented.
    init(response: JSONValue) throws(JSONError)
}
