internal import CGnuTLS

/// The reason of a failed call of GnuTLS.
struct GnuTLSFailure {
    /// The library's error code.
    let code: Int32

    /// The library's own words, as the end of a line.
    var text: String {
        guard let words = unsafe gnutls_strerror(code) else { return "error \(code)" }
        let text = unsafe String(cString: words)
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
