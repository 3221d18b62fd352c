/// A cipher suite by its IANA name: those that Go calls secure, with the four of plain RSA that it did until 1.21.
package enum TLSCipherSuite: String, Sendable, CaseIterable {
    case aes128GCM = "TLS_AES_128_GCM_SHA256"
    case aes256GCM = "TLS_AES_256_GCM_SHA384"
    case chacha20 = "TLS_CHACHA20_POLY1305_SHA256"
    case ecdsaAES128GCM = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
    case ecdsaAES256GCM = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
    case ecdsaChacha20 = "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
    case ecdsaAES128CBC = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"
    case ecdsaAES256CBC = "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"
    case ecdheAES128GCM = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
    case ecdheAES256GCM = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
    case ecdheChacha20 = "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    case ecdheAES128CBC = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
    case ecdheAES256CBC = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"
    case rsaAES128GCM = "TLS_RSA_WITH_AES_128_GCM_SHA256"
    case rsaAES256GCM = "TLS_RSA_WITH_AES_256_GCM_SHA384"
    case rsaAES128CBC = "TLS_RSA_WITH_AES_128_CBC_SHA"
    case rsaAES256CBC = "TLS_RSA_WITH_AES_256_CBC_SHA"

    /// Those that are used where none are named: with forward secrecy, the strongest forms first.
    static let usual: [TLSCipherSuite] = allCases.filter { ![nil, "RSA"].contains($0.keyExchange) }

    /// GnuTLS' name of the exchange of keys; nil for the suites of TLS 1.3, which leave it open.
    var keyExchange: String? {
        if rawValue.hasPrefix("TLS_ECDHE_ECDSA_") { return "ECDHE-ECDSA" }
        if rawValue.hasPrefix("TLS_ECDHE_RSA_") { return "ECDHE-RSA" }
        return rawValue.hasPrefix("TLS_RSA_") ? "RSA" : nil
    }

    /// GnuTLS' name of the cipher.
    var cipher: String {
        if rawValue.contains("CHACHA20") { return "CHACHA20-POLY1305" }
        return (rawValue.contains("128") ? "AES-128-" : "AES-256-") + (isCBC ? "CBC" : "GCM")
    }

    /// Whether the cipher needs a separate HMAC, which is of SHA-1.
    var isCBC: Bool { rawValue.contains("_CBC_") }

    /// Whether a certificate with an ECDSA key serves it; nil if any does.
    var needsECDSA: Bool? { keyExchange.map { $0 == "ECDHE-ECDSA" } }
}
