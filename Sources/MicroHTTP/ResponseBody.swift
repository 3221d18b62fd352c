/// The bytes of a response's body, in memory that stays where it is for as long as anybody sends from it.
@safe final class ResponseBody: @unchecked Sendable {
    /// Only read from `init` on.
    let bytes: UnsafeMutableRawBufferPointer

    /// Copies the bytes.
    init(_ body: [UInt8]) {
        unsafe bytes = .allocate(byteCount: body.count, alignment: 1)
        unsafe bytes.copyBytes(from: body)
    }

    deinit {
        unsafe bytes.deallocate()
    }
}
