import Testing

/// A reader of the protobuf wire format that shares no code with the writer. It knows no message, only field numbers.
struct ProtobufMessage {
    private enum Field {
        case varint(UInt64)
        case fixed64(UInt64)
        case bytes([UInt8])
    }

    private struct Malformed: Error {
        var position: Int
    }

    private var fields: [(number: UInt64, field: Field)] = []

    /// Reads messages that have their length before them.
    static func delimited(_ bytes: [UInt8]) throws -> [ProtobufMessage] {
        var messages: [ProtobufMessage] = []
        var position = 0
        while position < bytes.count {
            messages.append(try ProtobufMessage(lengthDelimited(bytes, &position)))
        }
        return messages
    }

    init(_ bytes: [UInt8]) throws {
        var position = 0
        while position < bytes.count {
            let tag = try Self.varint(bytes, &position)
            switch tag & 7 {
            case 0:
                fields.append((tag >> 3, .varint(try Self.varint(bytes, &position))))
            case 1:
                guard position + 8 <= bytes.count else { throw Malformed(position: position) }
                let number = bytes[position..<position + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                fields.append((tag >> 3, .fixed64(number)))
                position += 8
            case 2:
                fields.append((tag >> 3, .bytes(try Self.lengthDelimited(bytes, &position))))
            default:
                throw Malformed(position: position)
            }
        }
    }

    /// The numbers of all fields, each once, as they come.
    var numbers: [UInt64] {
        fields.map(\.number).reduce(into: []) { numbers, number in
            if numbers.last != number { numbers.append(number) }
        }
    }

    func unsigned(_ number: UInt64) -> UInt64? {
        for case (number, .varint(let value)) in fields { return value }
        return nil
    }

    func signed(_ number: UInt64) -> Int64? {
        unsigned(number).map(Self.zigzag)
    }

    func double(_ number: UInt64) -> Double? {
        for case (number, .fixed64(let value)) in fields { return Double(bitPattern: value) }
        return nil
    }

    func string(_ number: UInt64) -> String? {
        for case (number, .bytes(let value)) in fields { return String(validating: value, as: UTF8.self) }
        return nil
    }

    func messages(_ number: UInt64) throws -> [ProtobufMessage] {
        var messages: [ProtobufMessage] = []
        for case (number, .bytes(let value)) in fields {
            messages.append(try ProtobufMessage(value))
        }
        return messages
    }

    func message(_ number: UInt64) throws -> ProtobufMessage {
        let messages = try messages(number)
        try #require(messages.count == 1)
        return messages[0]
    }

    func packedSigned(_ number: UInt64) throws -> [Int64] {
        var numbers: [Int64] = []
        for case (number, .bytes(let value)) in fields {
            var position = 0
            while position < value.count {
                numbers.append(Self.zigzag(try Self.varint(value, &position)))
            }
        }
        return numbers
    }

    private static func zigzag(_ number: UInt64) -> Int64 {
        number & 1 == 0 ? Int64(number >> 1) : -Int64(number >> 1) - 1
    }

    private static func varint(_ bytes: [UInt8], _ position: inout Int) throws -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < bytes.count else { break }
            let byte = bytes[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        throw Malformed(position: position)
    }

    private static func lengthDelimited(_ bytes: [UInt8], _ position: inout Int) throws -> [UInt8] {
        let length = Int(try varint(bytes, &position))
        guard length <= bytes.count - position else { throw Malformed(position: position) }
        defer { position += length }
        return Array(bytes[position..<position + length])
    }
}
