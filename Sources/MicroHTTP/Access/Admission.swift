/// What a gate answers.
package enum Admission: Sendable {
    /// This verdict.
    case now(Verdict)

    /// The verdict that the closure returns. The connection waits meanwhile and other clients are served. When the server
    /// stops first, the closure's task is cancelled and the client gets a 503.
    case later(@Sendable () async -> Verdict)
}
