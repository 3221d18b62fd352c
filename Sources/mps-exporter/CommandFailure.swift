import MicroHTTP

/// Why a command ended, and with which exit status.
struct CommandFailure: Error {
    /// What went wrong, in words that a person can act on.
    let message: String
    /// 1 for what failed at work, 2 for wrong usage or configuration.
    let status: Int32

    /// Something went wrong at work.
    static func atWork(_ error: any Error) -> CommandFailure {
        CommandFailure(message: "\(error)", status: 1)
    }

    /// The command cannot work as it is told to.
    static func asConfigured(_ error: any Error) -> CommandFailure {
        CommandFailure(message: "\(error)", status: 2)
    }

    /// The exporter could not begin. Where the same start may go well a little later, that is a failure at work: a
    /// supervisor does not try again what it is told to be a matter of configuration.
    static func atStart(_ error: any Error) -> CommandFailure {
        switch error as? MicroHTTPError {
        case .addressInUse?, .cannotListen?, .unresolvableHost?, .cannotStart?: atWork(error)
        default: asConfigured(error)
        }
    }
}
