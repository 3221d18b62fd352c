import MPSSimulator

/// What can go wrong with the way to the queue; and what must wake nobody.
extension Incident {
    /// Another client of the account uses up its rate: half of all calls are refused for half an hour.
    static let throttling = Incident(
        name: "API throttling",
        story: [
            Step(at: 60) { $0.api.setFaults(0.5, kinds: [.requestLimitExceeded]) },
            Step(at: 90) { $0.api.setFaults(0) },
        ],
        over: 90, lasts: 150,
        alerts: """
            within  resolved
                 4         0   MPSNewAPIErrorCode warning
                15        10   MPSThrottled warning
            """)

    /// The account disables the exporter's key, and enables it again.
    static let keyExpired = Incident(
        name: "expired key",
        story: [
            Step(at: 60) { $0.account { $0.isKeyDisabled = true } },
            Step(at: 90) { $0.account { $0.isKeyDisabled = false } },
        ],
        over: 90, lasts: 150,
        alerts: """
            within  resolved
                 3         0   MPSNewAPIErrorCode warning
                 6         2   MPSDataStale critical
                12         7   MPSPollFailing critical
            """)

    /// The process is gone for twenty minutes and comes back on its state file.
    static let exporterKilled = Incident(
        name: "exporter killed",
        story: [
            Step(at: 60) { $0.killExporter() },
            Step(at: 80) { $0.startExporter() },
        ],
        over: 80, lasts: 120,
        alerts: """
            within  resolved
                 3         1   MPSExporterDown critical
            """)

    /// The process is gone for five hours, in which too many tasks wait too long, until all is well again. Of that wakes
    /// nobody; it has spent budget, so that the slowest of the burns warns.
    static let exporterAway = Incident(
        name: "exporter away",
        story: [
            Step(at: 60) { $0.killExporter() },
            Step(at: 90) { $0.account { $0.queue.setWorkers(8) } },
            Step(at: 180) { $0.account { $0.queue.setWorkers(40) } },
            Step(at: 360) { $0.startExporter() },
        ],
        over: 360, lasts: 760,
        alerts: """
            within  resolved
                 3         1   MPSExporterDown critical
               332       362   MPSWaitSLOBurn warning task_type=EditMediaTask long=3d
               332       362   MPSWaitSLOBurn warning task_type=WorkflowTask long=3d
            """)

    /// An exporter is installed, and counts a history in which too many tasks waited too long: nobody is woken for it.
    static let historyRead = Incident(
        name: "history of bad hours",
        before: 300,
        history: .seconds(86_400),
        story: [
            Step(at: -270) { $0.account { $0.queue.setWorkers(8) } },
            Step(at: -180) { $0.account { $0.queue.setWorkers(40) } },
        ],
        over: 0, lasts: 400, alerts: "")

    /// More than twice as much at noon as at night, a call that fails now and then, and nobody is woken.
    static let quietWeek = quiet("quiet week", lasts: mostMinutes)

    /// The beginning of such a week, which `make test` has the time for.
    static let quietHours = quiet("quiet hours", lasts: 990)

    private static func quiet(_ name: String, lasts: Int) -> Incident {
        var simulation = Incident.calm
        simulation.queue.arrivalRate = 0.05
        simulation.queue.dayCurve = DayCurve()
        simulation.queue.workers = 8
        simulation.faults = 0.001
        return Incident(name: name, simulation: simulation, pageSize: 25, over: lasts, lasts: lasts, alerts: "")
    }

    /// A week less an hour and a half: promtool loads at most 10,000 samples of a series, and rules look back for a week.
    private static let mostMinutes = 9_990

    /// All of them.
    static let all = [
        burst, workersHalved, typeStuck, slowDrain, throttling, keyExpired, exporterKilled, exporterAway, historyRead,
        quietHours, quietWeek,
    ]
}
