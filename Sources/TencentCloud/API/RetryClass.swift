/// What can be done about a failed call; the classes of a client that only reads.
package enum RetryClass: Sendable, Hashable {
    /// It may pass: wait and try again, again and again.
    case backOff
    /// It may have been a mishap on the way: wait and try again, once.
    case backOffOnce
    /// The timestamp was too old or too new: sign again by the server's clock, once.
    case signAgain
    /// The credential is not known any more: try another, once, if there is another by now.
    case renewCredential
    /// Trying again gives the same.
    case never
}
