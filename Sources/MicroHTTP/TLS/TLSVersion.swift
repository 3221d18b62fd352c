/// A version of TLS that a client may speak.
package enum TLSVersion: Int, Sendable, Comparable, CaseIterable {
    case tls10, tls11, tls12, tls13

    /// By age.
    package static func < (older: TLSVersion, newer: TLSVersion) -> Bool {
        older.rawValue < newer.rawValue
    }

    /// How GnuTLS calls it in a priority string.
    var priority: String { "+VERS-TLS1.\(rawValue)" }
}
