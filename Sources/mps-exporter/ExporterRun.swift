import CurlHTTP
import Logging
import MPSExporter
import MicroHTTP
import ServiceLifecycle
import TencentCloud
import UnixSignals

/// One run of the exporter: from opening its state file and sockets to the signal that ends it.
struct ExporterRun {
    let options: ExporterOptions
    let transport: any HTTPTransport
    let clock: any WallClock
    let logger: Logger
    /// Further services that live as long as the exporter.
    var companions: [any Service] = []
    /// Called with the exporter that serves, once a signal to stop is heeded.
    var announce: @Sendable (Exporter) -> Void = { _ in }

    /// Serves and polls until SIGTERM or SIGINT.
    /// - Throws: `CommandFailure`: status 2 if the exporter cannot begin as configured, 1 if it cannot have an address yet
    ///   or fails later.
    func untilStopped() async throws {
        // From here on, so that a SIGHUP that comes early does not end the process.
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let exporter: Exporter
        do {
            exporter = try Exporter(options, transport: transport, clock: clock, logger: logger)
        } catch {
            throw CommandFailure.atStart(error)
        }
        if !ThreadPrecedence.isInForce {
            logger.debug("the system does not let the threads that serve come first: scrapes may wait for polls")
        }
        let process: [any Service] = [
            AnnouncementService { tell(of: exporter) },
            ReloadSignalService(hangups: hangups, reloader: exporter.reloader),
            ProgramTextService(clock: clock, logger: logger),
        ]
        var configuration = ServiceGroupConfiguration(
            services: (companions + exporter.services + process).map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .milliseconds(900)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            throw CommandFailure.atWork(error)
        }
        logger.info("stopped")
    }

    private func tell(of exporter: Exporter) {
        for address in exporter.addresses {
            let about = [
                "address": "\(address)", "scheme": "\(exporter.scheme)", "version": "\(options.build.version)",
            ]
            logger.info("listening", metadata: about.mapValues { .string($0) })
        }
        announce(exporter)
    }
}
