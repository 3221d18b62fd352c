import CMicrohttpd
import Glibc

/// A request's line and fields, still in the library's memory: valid during one call of the library and not longer.
@safe struct RequestHead {
    /// The connection that the request came on.
    let connection: OpaquePointer

    /// The method, a C string.
    let methodText: UnsafePointer<CChar>

    /// The request's target without its query, percent-encoded, a C string.
    let targetText: UnsafePointer<CChar>

    /// The version of the protocol, such as "HTTP/1.1", a C string.
    let versionText: UnsafePointer<CChar>

    /// The method as the client wrote it.
    var method: String {
        unsafe String(cString: methodText)
    }

    /// The decoded path.
    var path: String {
        unsafe PercentDecoding.string(from: RequestTarget.path(in: Self.bytes(of: targetText)))
    }

    /// Whether this is GET or HEAD, which come without a body by all that is usual.
    var isBodyUnusual: Bool {
        isMethod("GET") || isMethod("HEAD")
    }

    /// Whether a body follows.
    var hasBody: Bool {
        declaredLength > 0 || field("Transfer-Encoding") != nil
    }

    /// The length of the body as Content-Length has it, 0 without.
    var declaredLength: UInt64 {
        field("Content-Length").flatMap { UInt64($0) } ?? 0
    }

    /// Bytes of the request line and the header fields.
    var size: Int {
        unsafe mps_mhd_header_size(connection)
    }

    /// The fault of the header fields; nil if they are good.
    var fieldFault: FieldFault? {
        let isOldVersion = unsafe Self.areEqual(Self.bytes(of: versionText), "HTTP/1.0")
        // The library keeps a request's line and fields in one piece.
        var inspection = unsafe FieldInspection(
            from: UnsafeRawPointer(versionText) + strlen(versionText), to: UnsafeRawPointer(methodText) + size,
            isOldVersion: isOldVersion)
        _ = unsafe withUnsafeMutablePointer(to: &inspection) { inspection in
            unsafe MHD_get_connection_values_n(
                connection, .HEADER_KIND,
                { context, _, name, nameLength, value, valueLength in
                    unsafe context?.assumingMemoryBound(to: FieldInspection.self).pointee.take(
                        UnsafeRawBufferPointer(start: name, count: name == nil ? 0 : nameLength),
                        UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueLength))
                    return .YES
                }, inspection)
        }
        return inspection.fault()
    }

    /// Whether the method goes on behind a zero byte: for the library, which knows its length, it is then another one than
    /// for all who read a C string, and "HEAD" is answered with a body.
    var hasZeroInMethod: Bool {
        let length = unsafe strlen(methodText)
        // The library has put a zero in the place of the blank behind the method; the target follows in the same memory.
        let distance = unsafe UnsafeRawPointer(targetText) - UnsafeRawPointer(methodText)
        guard distance > length else { return false }
        return unsafe UnsafeRawBufferPointer(start: methodText, count: distance).dropFirst(length + 1).contains(0)
    }

    /// Whether the target goes on behind a zero byte, or the query that was taken from it does: where a C string ends,
    /// others may read on.
    func hasZeroInTarget(without query: RequestQuery) -> Bool {
        guard unsafe versionText.pointee != 0 else { return false }
        // The library has put a zero in the place of the blank behind the target; the version follows in the same memory.
        let distance = unsafe UnsafeRawPointer(versionText) - UnsafeRawPointer(targetText)
        return unsafe distance != strlen(targetText) + query.length + 1
    }

    /// All header fields in their order.
    var fields: [NameValueList.Pair] {
        var list = NameValueList()
        _ = unsafe withUnsafeMutablePointer(to: &list) { list in
            unsafe MHD_get_connection_values_n(
                connection, .HEADER_KIND,
                { context, _, name, nameLength, value, valueLength in
                    unsafe context?.assumingMemoryBound(to: NameValueList.self).pointee.append(
                        name: UnsafeRawBufferPointer(start: name, count: name == nil ? 0 : nameLength),
                        value: value.map { unsafe UnsafeRawBufferPointer(start: $0, count: valueLength) })
                    return .YES
                }, list)
        }
        return list.pairs
    }

    /// The client's numeric address without port; empty if it is no internet address.
    var remoteAddress: String {
        guard let address = unsafe mps_mhd_client_address(connection) else { return "" }
        return unsafe SocketAddress(copying: address).host ?? ""
    }

    /// Whether this is the method, without making a string of it.
    func isMethod(_ method: String) -> Bool {
        unsafe Self.areEqual(Self.bytes(of: methodText), method)
    }

    /// Whether this is the path, without making a string of it unless something has to be decoded.
    func isPath(_ path: String) -> Bool {
        let bytes = unsafe Self.bytes(of: targetText)
        guard unsafe bytes.first == UInt8(ascii: "/"), unsafe !bytes.contains(UInt8(ascii: "%")) else {
            return self.path.utf8.elementsEqual(path.utf8)
        }
        return unsafe Self.areEqual(bytes, path)
    }

    /// The first value of a field, its name in any case.
    func field(_ name: String) -> String? {
        var name = name
        return name.withUTF8 { bytes in
            var value: UnsafePointer<CChar>?
            var length = 0
            let found = unsafe bytes.withMemoryRebound(to: CChar.self) { key in
                unsafe MHD_lookup_connection_value_n(
                    connection, .HEADER_KIND, key.baseAddress, key.count, &value, &length)
            }
            guard found == .YES, let value = unsafe value else { return nil }
            let trimmed = unsafe NameValueList.trimmed(UnsafeRawBufferPointer(start: value, count: length))
            return unsafe String(decoding: trimmed, as: UTF8.self)
        }
    }

    private static func bytes(of text: UnsafePointer<CChar>) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: text, count: strlen(text))
    }

    /// Whether bytes are a word in any case. The bit that tells small letters from capitals is left aside; other characters
    /// that differ in nothing else are in no word that is asked for here.
    static func areEqualInAnyCase(_ bytes: UnsafeRawBufferPointer, _ word: String) -> Bool {
        guard bytes.count == word.utf8.count else { return false }
        return unsafe bytes.elementsEqual(word.utf8) { $0 | 0x20 == $1 | 0x20 }
    }

    static func areEqual(_ bytes: UnsafeRawBufferPointer, _ text: String) -> Bool {
        guard bytes.count == text.utf8.count else { return false }
        var text = text
        return text.withUTF8 { other in
            guard let start = bytes.baseAddress, let other = other.baseAddress else { return true }
            return unsafe memcmp(start, other, bytes.count) == 0
        }
    }
}
