/// An HTTP request, as far as the API looks at it.
package struct SimulatedCall: Sendable {
    package var method: String
    /// Without query.
    package var path: String
    /// The arguments of the query, decoded, in their order.
    package var query: [(name: String, value: String?)]
    package var fields: [(name: String, value: String)]
    package var body: [UInt8]

    package init(
        method: String, path: String = "/", query: [(name: String, value: String?)] = [],
        fields: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
    }

    /// The first value of a header field; its name may be in any case.
    package func field(_ name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }

    /// The first value of an argument of the query; empty for one without `=`.
    package func argument(_ name: String) -> String? {
        query.first { $0.name == name }.map { $0.value ?? "" }
    }
}
