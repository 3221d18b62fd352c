/// What one attempt at a call came to.
struct Exchange<Body: Sendable>: Sendable {
    let result: Result<APIReply<Body>, APIError>
    /// Nil if no answer told the server's time.
    let skew: ClockSkew?
}
