internal import CGnuTLS

/// SHA-256 (FIPS 180-4) and the authentication code made of it (HMAC, RFC 2104), as GnuTLS computes them.
///
/// Neither can fail but where GnuTLS has found itself broken at its start; then nothing may be signed or compared, and
/// the process ends.
package enum SHA256 {
    private static let size = 32

    /// The hash, 32 bytes.
    package static func hash(of message: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: size)
        let code = unsafe gnutls_hash_fast(GNUTLS_DIG_SHA256, message, message.count, &hash)
        precondition(code == 0, "GnuTLS must compute hashes, but returned \(code).")
        return hash
    }

    /// The authentication code under a key of any length, 32 bytes.
    package static func authenticationCode(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        var authenticationCode = [UInt8](repeating: 0, count: size)
        let code = unsafe gnutls_hmac_fast(
            GNUTLS_MAC_SHA256, key, key.count, message, message.count, &authenticationCode)
        precondition(code == 0, "GnuTLS must compute authentication codes, but returned \(code).")
        return authenticationCode
    }
}
