/// Gives the context of each handshake, so that certificates and settings can change while a server runs.
package protocol TLSContextSource: Sendable {
    /// The context for a connection that begins now; nil refuses it. It is called on a server thread and must not block
    /// for long.
    func context() -> TLSContext?
}
