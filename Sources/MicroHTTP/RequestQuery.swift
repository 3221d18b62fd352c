import Glibc

/// The query of a request, which is taken from the library before it reads it.
///
/// The library needs 64 bytes of the connection's memory for each argument. Where they do not fit it loses the request: no
/// answer comes, and the connection stays until its idle timeout (libmicrohttpd 0.9.75, `parse_initial_message_line`).
struct RequestQuery {
    /// The arguments as the client wrote them, without "?".
    let text: [UInt8]

    /// Bytes of the target that it had, "?" included.
    let length: Int

    /// No arguments.
    static let none = RequestQuery(text: [], length: 0)

    /// The arguments in their order, decoded as forms are ("+" is a blank); the value is nil for one without "=". What has
    /// neither name nor value is none.
    var arguments: [(name: String, value: String?)] {
        text.split(separator: UInt8(ascii: "&")).map { argument in
            let parts = argument.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : nil)
        }
    }

    private static func decoded(_ part: ArraySlice<UInt8>) -> String {
        let text = part.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return unsafe text.withUnsafeBytes { unsafe PercentDecoding.string(from: $0) }
    }
}

extension RequestQuery {
    /// Takes the query out of a request's target, a C string in the library's memory, in which it leaves an empty one; nil
    /// without "?".
    init?(takenFrom target: UnsafeMutablePointer<CChar>) {
        guard let mark = unsafe strchr(target, Int32(UInt8(ascii: "?"))) else { return nil }
        let start = unsafe mark + 1
        text = unsafe Array(UnsafeRawBufferPointer(start: start, count: strlen(start)))
        length = text.count + 1
        unsafe start.pointee = 0
    }
}
