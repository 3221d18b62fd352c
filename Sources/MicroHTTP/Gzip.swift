import CZlib

/// Compression in the gzip format (RFC 1952).
package enum Gzip {
    /// One complete gzip member. Members that follow each other decompress to what their contents are in a row, so a body
    /// can be put together from parts that were compressed apart.
    /// - Parameter level: 0 (none) or 1 (fastest) to 9 (smallest).
    /// - Throws: `MicroHTTPError.compressionFailed` for another level, without memory, or for 4 GiB and more.
    package static func member(_ bytes: [UInt8], level: Int = 1) throws(MicroHTTPError) -> [UInt8] {
        guard let count = UInt32(exactly: bytes.count), (0...9).contains(level) else {
            throw .compressionFailed(code: Z_STREAM_ERROR)
        }
        var stream = unsafe z_stream()
        let code = unsafe mps_zlib_start_gzip(&stream, Int32(level))
        guard code == Z_OK else {
            throw .compressionFailed(code: code)
        }
        defer { unsafe deflateEnd(&stream) }
        let bound = Int(unsafe deflateBound(&stream, uLong(count)))
        var result = Z_OK
        let member = unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, written in
            result = unsafe bytes.withUnsafeBufferPointer { input in
                // zlib does not write to its input; its structure lacks the const.
                unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.avail_in = count
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(clamping: bound)
                return unsafe deflate(&stream, Z_FINISH)
            }
            written = unsafe bound - Int(stream.avail_out)
        }
        guard result == Z_STREAM_END else {
            throw .compressionFailed(code: result)
        }
        return member
    }
}
