/// One clause of a list field such as `Accept`: a value and its parameters, `text/plain;version=0.0.4;q=0.5`.
///
/// It is read leniently and without copies, since this happens for each request.
struct FieldClause {
    /// What stands before the first semicolon.
    private(set) var value: Range<Int>
    /// The parameters that can matter here; of several with one name the first.
    private(set) var version: Range<Int>?
    private(set) var proto: Range<Int>?
    private(set) var encoding: Range<Int>?
    /// The weight `q` from 0 to 1: 1 if there is none, the nearer end if it is out of range, 0 if it is no number.
    var quality: Double { givenQuality ?? 1 }
    private var givenQuality: Double?

    /// Reads the clause that begins at a position, and moves the position behind it; nothing at the end of the field.
    init?(in field: Span<UInt8>, from position: inout Int) {
        guard position < field.count else { return nil }
        let separator = Self.separator(in: field, from: position)
        value = position..<separator
        position = separator
        while position < field.count, field[position] == UInt8(ascii: ";") {
            let end = Self.separator(in: field, from: position + 1)
            takeParameter(position + 1..<end, in: field)
            position = end
        }
        position += 1
    }

    /// Whether a part of a field says a text given in lower case. Case, blanks, quotes and backslashes make no
    /// difference: nothing that is asked for here has any.
    static func says(_ part: Range<Int>, in field: Span<UInt8>, _ text: String) -> Bool {
        let text = text.utf8.span
        var matched = 0
        for index in part {
            let byte = field[index]
            if isFiller(byte) { continue }
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            guard matched < text.count, text[matched] == (isUpper ? byte | 0x20 : byte) else { return false }
            matched += 1
        }
        return matched == text.count
    }

    private mutating func takeParameter(_ parameter: Range<Int>, in field: Span<UInt8>) {
        guard let equals = parameter.first(where: { field[$0] == UInt8(ascii: "=") }) else { return }
        let name = parameter.lowerBound..<equals
        let value = equals + 1..<parameter.upperBound
        if Self.says(name, in: field, "q") {
            givenQuality = givenQuality ?? Self.weight(value, in: field)
        } else if Self.says(name, in: field, "version") {
            version = version ?? value
        } else if Self.says(name, in: field, "proto") {
            proto = proto ?? value
        } else if Self.says(name, in: field, "encoding") {
            encoding = encoding ?? value
        }
    }

    /// The next semicolon or comma that is not in a quoted string, or else the end.
    private static func separator(in field: Span<UInt8>, from start: Int) -> Int {
        var isQuoted = false
        var index = start
        while index < field.count {
            switch field[index] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "\\") where isQuoted: index += 1
            case UInt8(ascii: ";") where !isQuoted, UInt8(ascii: ",") where !isQuoted: return index
            default: break
            }
            index += 1
        }
        return field.count
    }

    /// A number of digits with at most one point among them, no exponent, and its sign.
    private static func weight(_ part: Range<Int>, in field: Span<UInt8>) -> Double {
        var number = 0.0
        var place = 1.0
        var sawPoint = false
        var isNegative = false
        for index in part where !isFiller(field[index]) {
            switch field[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Double(field[index] - UInt8(ascii: "0"))
                if sawPoint { place *= 10 }
                number = sawPoint ? number + digit / place : number * 10 + digit
            case UInt8(ascii: ".") where !sawPoint:
                sawPoint = true
            case UInt8(ascii: "-") where !isNegative:
                isNegative = true
            default:
                return 0
            }
        }
        return isNegative ? 0 : min(number, 1)
    }

    private static func isFiller(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\"")
            || byte == UInt8(ascii: "\\")
    }
}
