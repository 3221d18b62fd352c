package import Logging
package import MicroHTTP
internal import ServiceLifecycle
package import TencentCloud

/// Gives back, once, the code that only the start needed: a third of what the process would hold resident.
package struct ProgramTextService: Service {
    /// By then every account has been polled at the usual interval, and what runs each time has run.
    package static let delay = Duration.seconds(30)

    private let clock: any WallClock
    private let logger: Logger
    private let mapped: @Sendable () -> ProgramText?

    /// - Parameter mapped: the code of this process; nil if it cannot be told.
    package init(
        clock: any WallClock, logger: Logger, mapped: @escaping @Sendable () -> ProgramText? = ProgramText.mapped
    ) {
        self.clock = clock
        self.logger = logger
        self.mapped = mapped
    }

    /// Releases the code after `delay`, and then stays until the shutdown, as a service must.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await releaseAfterStart()
            try? await gracefulShutdown()
        }
    }

    /// Releases the code after `delay`; not at all if cancelled before.
    package func releaseAfterStart() async {
        guard (try? await clock.sleep(for: Self.delay)) != nil else { return }
        guard let text = mapped() else {
            return logger.info("the code of the start stays resident: /proc/self/maps cannot be read")
        }
        let kept = text.release()
        guard kept > 0 else { return }
        logger.info(
            "code of the start stays resident: the kernel did not take it",
            metadata: ["kept": "\(kept)", "segments": "\(text.segments.count)"])
    }
}
