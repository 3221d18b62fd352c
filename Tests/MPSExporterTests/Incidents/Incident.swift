import MPSSimulator

/// Something that happens to a calm account, and the alerts that have to come of it: these, no others, in this order.
struct Incident: Sendable, CustomStringConvertible {
    /// A moment of the story, in minutes since the beginning; below 0 before the exporter is installed.
    struct Step: Sendable {
        let minute: Int
        let change: @Sendable (IncidentWorld) -> Void

        init(at minute: Int, _ change: @escaping @Sendable (IncidentWorld) -> Void) {
            self.minute = minute
            self.change = change
        }
    }

    /// What happens, as the title of a row.
    let name: String
    /// How the account and the API are before.
    var simulation = Incident.calm
    /// Rows of a page that the exporter asks for.
    var pageSize = 100
    /// Minutes that the queue lives before the beginning, at which the exporter is installed.
    var before = 0
    /// How far back a new exporter counts.
    var history = Duration.zero
    /// What changes when.
    var story: [Step] = []
    /// When it is over, in minutes since the beginning: what is left is to recover.
    let over: Int
    /// When the last alert has to have been resolved and the recording ends.
    let lasts: Int
    /// What has to come of it, in the order in which it begins to fire.
    let alerts: AlertTable

    /// When something first goes wrong.
    var begins: Int { story.first?.minute ?? 0 }

    var description: String { name }

    /// Some twelve of sixteen workers are busy, and nothing waits for long.
    static var calm: SimulationConfiguration {
        var simulation = SimulationConfiguration()
        simulation.queue.arrivalRate = 0.2
        simulation.queue.dayCurve = .flat
        simulation.queue.workers = 16
        simulation.queue.history = 500
        simulation.queue.historySpan = 86_400
        simulation.queue.types = [
            TaskTypeProfile(
                name: "WorkflowTask", share: 0.88, serviceTime: .logNormal(medianSeconds: 58, sigma: 0.4),
                failureShare: 0.005),
            TaskTypeProfile(
                name: "EditMediaTask", share: 0.1, serviceTime: .logNormal(medianSeconds: 30, sigma: 0.4),
                failureShare: 0.005),
            TaskTypeProfile(
                name: "LiveProcessTask", share: 0.02, serviceTime: .logNormal(medianSeconds: 3_600, sigma: 0.4),
                failureShare: 0.005, needsWorker: false),
        ]
        return simulation
    }
}
