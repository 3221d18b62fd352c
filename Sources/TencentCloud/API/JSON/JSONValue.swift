/// One value of a document.
///
/// Accessors throw `JSONError.mismatch` with the value's path if it is of another kind.
package struct JSONValue: Sendable {
    private let document: JSONDocument
    private let index: Int

    init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    /// The member of an object with this name; nil if it is missing or null.
    package func member(_ name: String) throws(JSONError) -> JSONValue? {
        guard node.kind == .object else { throw mismatch("an object") }
        let end = Int(node.next)
        var member = index + 1
        while member < end {
            let value = member + 1
            if names(member, name) {
                return document.nodes[value].kind == .null ? nil : JSONValue(document: document, index: value)
            }
            member = Int(document.nodes[value].next)
        }
        return nil
    }

    /// The names of an object's members, in their order, with repetitions.
    package func memberNames() throws(JSONError) -> [String] {
        guard node.kind == .object else { throw mismatch("an object") }
        var found: [String] = []
        var member = index + 1
        while member < Int(node.next) {
            found.append(document.text(of: member))
            member = Int(document.nodes[member + 1].next)
        }
        return found
    }

    /// The elements of an array; null is an element like others.
    package func elements() throws(JSONError) -> [JSONValue] {
        guard node.kind == .array else { throw mismatch("an array") }
        var elements: [JSONValue] = []
        var element = index + 1
        while element < Int(node.next) {
            elements.append(JSONValue(document: document, index: element))
            element = Int(document.nodes[element].next)
        }
        return elements
    }

    /// The text of a string.
    package func string() throws(JSONError) -> String {
        guard node.kind == .string || node.kind == .escapedString else { throw mismatch("a string") }
        return document.text(of: index)
    }

    /// The text of a string as UTF-8, copied only if it has escapes.
    package func utf8() throws(JSONError) -> ArraySlice<UInt8> {
        switch node.kind {
        case .string: document.bytes[Int(node.start)..<Int(node.end)]
        case .escapedString: Array(document.text(of: index).utf8)[...]
        default: throw mismatch("a string")
        }
    }

    /// A number that is written without fraction and exponent and fits.
    package func integer() throws(JSONError) -> Int {
        let digits = document.bytes[Int(node.start)..<Int(node.end)]
        guard node.kind == .number, let integer = Int(String(decoding: digits, as: UTF8.self)) else {
            throw mismatch("an integer")
        }
        return integer
    }

    /// True or false.
    package func boolean() throws(JSONError) -> Bool {
        guard node.kind == .boolean else { throw mismatch("a boolean") }
        return document.bytes[Int(node.start)] == UInt8(ascii: "t")
    }

    /// Whether the value is the word null.
    package var isNull: Bool {
        node.kind == .null
    }

    /// The error that says what stands here instead of what was expected, as `a string`.
    package func mismatch(_ expected: String) -> JSONError {
        .mismatch(path: document.path(to: index), expected: expected, found: node.kind.name)
    }

    private var node: JSONNode {
        document.nodes[index]
    }

    private func names(_ member: Int, _ name: String) -> Bool {
        let node = document.nodes[member]
        guard node.kind == .string else { return document.text(of: member) == name }
        let wanted = name.utf8.span
        let start = Int(node.start)
        guard Int(node.end) - start == wanted.count else { return false }
        for offset in wanted.indices where document.bytes[start + offset] != wanted[offset] { return false }
        return true
    }
}
