/// Decides which connection a call may use, and whether its failure is worth a second attempt.
///
/// A kept connection can turn out to be dead at the moment it is used again. Then, and only then, a call is attempted
/// once more, on a fresh connection. libcurl retries by itself too, up to five times and on other kept connections that
/// may be as dead; ``willSend(onKeptConnection:)`` sees each of these attempts and holds them to the same rule.
struct ConnectionAttempts {
    /// How far the call has come.
    private enum Stage {
        /// No request has been sent.
        case notSent
        /// The request went out on a connection kept from an earlier call.
        case sentOnKept
        /// That connection was dead, and the next one offered was again a kept one: it was declined.
        case keptDeclined
        /// The request went out on a connection made for it: the last attempt.
        case sentOnFresh
    }

    /// What becomes of a failed attempt.
    enum Outcome {
        /// Attempt once more, on a fresh connection.
        case retryOnFreshConnection
        /// The failure stands.
        case final
    }

    private var stage = Stage.notSent

    /// Called before each request; false declines the connection and ends the attempt.
    mutating func willSend(onKeptConnection isKept: Bool) -> Bool {
        switch (stage, isKept) {
        case (_, false):
            stage = .sentOnFresh
            return true
        case (.notSent, true):
            stage = .sentOnKept
            return true
        case (.sentOnKept, true), (.keptDeclined, true):
            stage = .keptDeclined
            return false
        case (.sentOnFresh, true):
            return false
        }
    }

    /// Called when an attempt failed; `diedSilently` says that the connection broke before any byte of a response.
    mutating func failed(diedSilently: Bool) -> Outcome {
        switch stage {
        case .keptDeclined:
            stage = .sentOnFresh
            return .retryOnFreshConnection
        case .sentOnKept where diedSilently:
            stage = .sentOnFresh
            return .retryOnFreshConnection
        case .notSent, .sentOnKept, .sentOnFresh:
            return .final
        }
    }
}
