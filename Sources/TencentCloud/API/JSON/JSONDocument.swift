/// A whole JSON document (RFC 8259), checked from the first byte to the last before anything is taken out of it.
///
/// Strict: no comments, no trailing commas, no byte order mark, UTF-8 and escapes valid throughout. Bounded: at most
/// `depthLimit` levels and `nodeLimit` names and values, so that hostile input costs a known amount. Of members with the
/// same name the first one counts.
package final class JSONDocument: Sendable {
    /// Deeper than any reply of the API.
    package static let depthLimit = 64
    /// A page of 100 tasks has some 1500.
    package static let nodeLimit = 250_000

    let bytes: [UInt8]
    let nodes: [JSONNode]

    /// Reads a document; throws for anything that is not exactly one JSON value.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var scanner = try JSONScanner(bytes)
        try scanner.scanDocument()
        self.bytes = bytes
        nodes = scanner.nodes
    }

    /// The outermost value.
    package var root: JSONValue {
        JSONValue(document: self, index: 0)
    }

    /// The names and positions that lead to a node, as `Response.TaskSet[3].TaskId`.
    func path(to target: Int) -> String {
        var path = ""
        var container = 0
        while container < target {
            var child = container + 1
            var position = 0
            let isObject = nodes[container].kind == .object
            var step = ""
            while true {
                step = isObject ? ".\(text(of: child))" : "[\(position)]"
                if isObject { child += 1 }
                if target < Int(nodes[child].next) { break }
                child = Int(nodes[child].next)
                position += 1
            }
            path += step
            container = child
        }
        let trimmed = path.hasPrefix(".") ? String(path.dropFirst()) : path
        return trimmed.isEmpty ? "the document" : trimmed
    }

    /// The text of a string node.
    func text(of index: Int) -> String {
        let node = nodes[index]
        let range = Int(node.start)..<Int(node.end)
        if node.kind == .string { return String(decoding: bytes[range], as: UTF8.self) }
        return String(decoding: JSONEscapes.resolved(bytes[range]), as: UTF8.self)
    }
}
