/// A message to the service manager.
package enum ServiceState: Sendable, Equatable {
    /// Start or reload are complete; `status` is a line for people.
    case ready(status: String)
    /// A reload has begun, so long after the system's monotonic clock did.
    case reloading(since: Duration)
    /// The process is about to end.
    case stopping
    /// The process works.
    case alive

    /// The message as sd_notify(3) has it.
    package var message: String {
        switch self {
        case .ready(let status):
            return "READY=1\nSTATUS=\(status)\n"
        case .reloading(let since):
            let (seconds, attoseconds) = since.components
            return "RELOADING=1\nMONOTONIC_USEC=\(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)\n"
        case .stopping:
            return "STOPPING=1\n"
        case .alive:
            return "WATCHDOG=1\n"
        }
    }
}
