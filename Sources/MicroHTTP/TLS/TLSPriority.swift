internal import CGnuTLS

/// A priority string that GnuTLS has read. Sendable without the compiler's help, because it is only read from then on.
@safe final class TLSPriority: @unchecked Sendable {
    /// Valid as long as the object.
    let pointer: OpaquePointer

    /// - Throws: `MicroHTTPError.unusableTLS` if nothing is left that could be agreed on.
    init(_ text: String) throws(MicroHTTPError) {
        var read: gnutls_priority_t?
        let code = unsafe gnutls_priority_init(&read, text, nil)
        guard code == 0, let priority = unsafe read else {
            throw .unusableTLS(
                .cipherSuites, expected: "versions, suites and curves that fit together",
                got: "\(GnuTLSFailure(code: code).text) in \(text)")
        }
        unsafe pointer = priority
    }

    deinit {
        unsafe gnutls_priority_deinit(pointer)
    }
}
