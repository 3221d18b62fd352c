/// Decides about requests before the handler sees them.
package protocol RequestGate: Sendable {
    /// Whether a request of any method and path may go on. It is called on a server thread, which serves other clients
    /// too, so it must not block: what takes time is `.later`.
    func admit(_ request: borrowing ServerRequest) -> Admission
}
