/// Learns of every request that the handler or the server's limits have answered.
package protocol RequestObserver: AnyObject, Sendable {
    /// An answer with this status has gone out, whole if `isComplete`, or its connection broke. `tag` is the response's
    /// own. It is called on a server thread and must not block.
    func requestCompleted(status: Int, tag: Int, isComplete: Bool)
}
