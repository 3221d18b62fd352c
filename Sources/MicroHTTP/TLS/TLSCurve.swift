/// A curve for the exchange of keys.
package enum TLSCurve: Sendable, Equatable, CaseIterable {
    case x25519, p256, p384, p521

    /// How GnuTLS calls it in a priority string.
    var priority: String {
        switch self {
        case .x25519: "+GROUP-X25519"
        case .p256: "+GROUP-SECP256R1"
        case .p384: "+GROUP-SECP384R1"
        case .p521: "+GROUP-SECP521R1"
        }
    }
}
