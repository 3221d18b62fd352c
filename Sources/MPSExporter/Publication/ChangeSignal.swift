/// Says that something has changed; many changes before anybody looks are one.
package struct ChangeSignal: Sendable {
    /// One element for each time that something changed since the last was taken.
    package let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// A signal that has not been raised.
    package init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Raises the signal.
    package func raise() {
        continuation.yield()
    }
}
