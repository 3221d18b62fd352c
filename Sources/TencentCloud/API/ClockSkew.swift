/// How far the server's clock is ahead of ours, as far as one answer can tell.
///
/// A Date field has whole seconds, and the server wrote it at some moment between sending and receiving. The skew lies
/// between two bounds; where these allow for none, none is taken, else the middle.
package struct ClockSkew: Sendable, Equatable {
    package let duration: Duration

    /// - Parameters:
    ///   - serverTime: the Date field, cut to whole seconds.
    ///   - sent: our clock when the call went out.
    ///   - received: our clock when the answer was there.
    package init(serverTime: UnixTime, sent: UnixTime, received: UnixTime) {
        let least = serverTime - max(sent, received)
        let most = serverTime - min(sent, received) + .milliseconds(999)
        duration = least <= .zero && most >= .zero ? .zero : (least + most) / 2
    }

    package var seconds: Double {
        duration.fractionalSeconds
    }
}
