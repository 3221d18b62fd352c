import ArgumentParser
import MPSExporter
import MPSSimulator
import MicroHTTP
import TencentCloud

/// How the simulated API behaves.
struct SimulationOptions: ParsableArguments {
    @Option(help: "Where the simulated API listens.")
    var listen = "127.0.0.1:18620"

    @Option(help: "Seed of the queue: the same seed gives the same queue.")
    var seed: UInt64 = 1

    @Option(help: "How many times faster than life the queue moves; timestamps stay wall-clock.")
    var speed = 1.0

    @Option(help: "How many accounts there are, each with its own key pair and queue.")
    var accounts = 1

    @Option(name: .customLong("arrival-rate"), help: "Mean arrivals, in tasks a second of the queue's life.")
    var arrivalRate = 1.0

    @Option(
        name: .customLong("daily-swing"),
        help: "Share of the mean by which arrivals rise and fall over a day, 0 to 1; most arrive at 14:00 UTC.")
    var dailySwing = DayCurve().amplitude

    @Option(help: "How many tasks are processed at the same time.")
    var workers = 100

    @Option(help: "Order of the listings: create-desc, create-asc, finish-desc, finish-asc or shuffled.")
    var order = MPSSimulator.ListingOrder.createDescending

    @Option(help: "Finished tasks that are listed at the start.")
    var history = 0

    @Flag(help: "Refuse the newer filters SubTaskHasFailed, StartTime and EndTime.")
    var legacy = false

    @Option(help: "Share of calls that fail, 0 to 1.")
    var faults = 0.0

    @Option(help: "How long the API takes for each answer, such as 50ms.")
    var latency = "0s"

    @Option(name: .customLong("secret-id"), help: "SecretId of the first account, instead of a built-in one.")
    var secretID: String?

    @Option(name: .customLong("secret-key"), help: "SecretKey of the first account.")
    var secretKey: String?

    /// The simulation as configured.
    /// - Throws: `CommandFailure` for values that no simulation can have.
    func makeAPI(clock: any WallClock) throws -> SimulatedAPI {
        var configuration = SimulationConfiguration()
        configuration.queue.seed = seed
        configuration.queue.speed = speed
        configuration.queue.arrivalRate = arrivalRate
        guard (0...1).contains(dailySwing) else {
            throw CommandFailure(message: "--daily-swing: expected 0 to 1, got \(dailySwing)", status: 2)
        }
        configuration.queue.dayCurve.amplitude = dailySwing
        configuration.queue.workers = workers
        configuration.queue.order = order
        configuration.queue.history = history
        configuration.accounts = accounts
        configuration.legacy = legacy
        configuration.faults = faults
        guard let delay = Duration(prometheus: latency) else {
            throw CommandFailure(message: "--latency: expected a duration such as 50ms, got \(latency)", status: 2)
        }
        configuration.latency = delay
        switch (secretID, secretKey) {
        case (nil, nil): break
        case (let id?, let key?): configuration.credential = Credential(secretID: id, secretKey: Secret(key))
        default:
            throw CommandFailure(message: "--secret-id and --secret-key: expected both or neither", status: 2)
        }
        do {
            return try SimulatedAPI(configuration, clock: clock)
        } catch {
            throw CommandFailure.asConfigured(error)
        }
    }

    /// Serves the simulation.
    /// - Throws: `CommandFailure` if the address cannot be had.
    func makeServer(of api: SimulatedAPI) throws -> SimulatorServer {
        do {
            return try SimulatorServer(listen: ListenAddress(parsing: listen), api: api)
        } catch {
            throw CommandFailure(message: "--listen: \(error)", status: CommandFailure.atStart(error).status)
        }
    }
}

// The exporter has a type of this name as well: how it believes a listing to be ordered.
extension MPSSimulator.ListingOrder: ExpressibleByArgument {}
