/// An HTTP response of the API.
package struct SimulatedReply: Sendable {
    package var status: Int
    package var fields: [(name: String, value: String)]
    package var body: [UInt8]
    /// How long the server takes for it; to be waited by who serves it.
    package var delay: Duration

    package init(
        status: Int = 200, fields: [(name: String, value: String)] = [], body: [UInt8], delay: Duration = .zero
    ) {
        self.status = status
        self.fields = fields
        self.body = body
        self.delay = delay
    }
}
