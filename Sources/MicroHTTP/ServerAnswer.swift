/// What a handler answers.
package enum ServerAnswer: Sendable {
    /// This response.
    case now(PreparedResponse)

    /// This response, unless too many such answers are on their way: then the limit's refusal.
    case limited(PreparedResponse, by: ConcurrencyLimit)

    /// The response that the closure returns. The connection waits meanwhile and other clients are served. When the
    /// server stops first, the closure's task is cancelled and the client gets a 503.
    case later(@Sendable () async -> PreparedResponse)

    /// The same as `later`, unless too many such answers are under way: then the limit's refusal, and the closure is not
    /// called.
    case limitedLater(by: ConcurrencyLimit, @Sendable () async -> PreparedResponse)
}
