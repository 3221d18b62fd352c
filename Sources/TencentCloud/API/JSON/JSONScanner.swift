/// Turns the bytes of a document into its nodes in one pass, checking the whole grammar of RFC 8259.
struct JSONScanner {
    private(set) var nodes: [JSONNode] = []
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ bytes: [UInt8]) throws(JSONError) {
        guard UInt32(exactly: bytes.count) != nil else { throw .tooLarge(limit: Int(UInt32.max)) }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw .notUTF8
        }
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 16 + 1)
    }

    mutating func scanDocument() throws(JSONError) {
        skipBlanks()
        guard position < bytes.count else { throw .empty }
        guard bytes[position] != UInt8(ascii: "<") else { throw .markup }
        try scanValue()
        skipBlanks()
        guard position == bytes.count else { throw .unexpectedByte(offset: position) }
    }

    private mutating func scanValue() throws(JSONError) {
        switch try current() {
        case UInt8(ascii: "\""): try scanString()
        case UInt8(ascii: "{"): try scanContainer(.object, end: UInt8(ascii: "}"))
        case UInt8(ascii: "["): try scanContainer(.array, end: UInt8(ascii: "]"))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
        case UInt8(ascii: "t"): try scanWord("true", .boolean)
        case UInt8(ascii: "f"): try scanWord("false", .boolean)
        case UInt8(ascii: "n"): try scanWord("null", .null)
        default: throw .unexpectedByte(offset: position)
        }
    }

    private mutating func scanContainer(_ kind: JSONNode.Kind, end: UInt8) throws(JSONError) {
        guard depth < JSONDocument.depthLimit else { throw .tooDeep(limit: JSONDocument.depthLimit) }
        depth += 1
        let index = nodes.count
        try append(kind, from: position, to: position)
        position += 1
        skipBlanks()
        if try current() == end {
            position += 1
        } else {
            while true {
                if kind == .object { try scanName() }
                try scanValue()
                skipBlanks()
                let separator = try current()
                guard separator == UInt8(ascii: ",") || separator == end else {
                    throw .unexpectedByte(offset: position)
                }
                position += 1
                if separator == end { break }
                skipBlanks()
            }
        }
        nodes[index].end = UInt32(truncatingIfNeeded: position)
        nodes[index].next = UInt32(truncatingIfNeeded: nodes.count)
        depth -= 1
    }

    private mutating func scanName() throws(JSONError) {
        guard try current() == UInt8(ascii: "\"") else { throw .unexpectedByte(offset: position) }
        try scanString()
        skipBlanks()
        guard try current() == UInt8(ascii: ":") else { throw .unexpectedByte(offset: position) }
        position += 1
        skipBlanks()
    }

    private mutating func scanString() throws(JSONError) {
        position += 1
        let start = position
        var kind = JSONNode.Kind.string
        while true {
            let byte = try current()
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                kind = .escapedString
                guard let length = JSONEscapes.length(at: position, in: bytes) else {
                    throw .unexpectedByte(offset: position)
                }
                position += length
            } else if byte < 0x20 {
                throw .unexpectedByte(offset: position)
            } else {
                position += 1
            }
        }
        try append(kind, from: start, to: position)
        position += 1
    }

    private mutating func scanNumber() throws(JSONError) {
        let start = position
        skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")) { try scanDigits() }
        if skip(UInt8(ascii: ".")) { try scanDigits() }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            if !skip(UInt8(ascii: "+")) { skip(UInt8(ascii: "-")) }
            try scanDigits()
        }
        try append(.number, from: start, to: position)
    }

    private mutating func scanDigits() throws(JSONError) {
        guard Self.isDigit(try current()) else { throw .unexpectedByte(offset: position) }
        while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
    }

    private mutating func scanWord(_ word: String, _ kind: JSONNode.Kind) throws(JSONError) {
        let start = position
        for byte in word.utf8 {
            guard try current() == byte else { throw .unexpectedByte(offset: position) }
            position += 1
        }
        try append(kind, from: start, to: position)
    }

    private mutating func append(_ kind: JSONNode.Kind, from start: Int, to end: Int) throws(JSONError) {
        guard nodes.count < JSONDocument.nodeLimit else { throw .tooLarge(limit: JSONDocument.nodeLimit) }
        nodes.append(
            JSONNode(
                kind: kind, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: nodes.count + 1)))
    }

    private func current() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw .cutOff(length: bytes.count) }
        return bytes[position]
    }

    @discardableResult
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
