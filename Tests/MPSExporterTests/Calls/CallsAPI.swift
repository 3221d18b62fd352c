import MPSSimulator

/// A way in which the API may behave: in which order it lists, what its time filters do, what its tokens are.
struct CallsAPI: CustomStringConvertible, Sendable {
    /// What becomes of StartTime, EndTime and SubTaskHasFailed.
    enum Filter: String, CaseIterable, Sendable {
        case refused
        case ignored
        case byCreate = "by CreateTime"
        case byBegin = "by BeginProcessTime"
        case byFinish = "by FinishTime"
    }

    var order: ListingOrder
    var filter: Filter
    var hasOpaqueTokens = false

    /// Whether the bound and the promise are held: in an order that can be known, where a task leads to its place.
    var isBound: Bool { order != .shuffled && !hasOpaqueTokens }

    /// Whether what has just finished stands at the new end.
    var isByFinish: Bool { order == .finishDescending || order == .finishAscending }

    var description: String {
        "\(order.rawValue), filters \(filter.rawValue)" + (hasOpaqueTokens ? ", opaque tokens" : "")
    }

    /// A simulated account that behaves like this and whose tasks are all told when to come and go.
    func simulation(history: Int) -> SimulationConfiguration {
        var simulation = SimulationConfiguration()
        simulation.callsPerSecond = nil
        simulation.legacy = filter == .refused
        simulation.queue.order = order
        simulation.queue.opaqueTokens = hasOpaqueTokens
        simulation.queue.arrivalRate = 0
        simulation.queue.workers = 1_000_000
        simulation.queue.history = history
        simulation.queue.types = [
            TaskTypeProfile(
                name: "WorkflowTask", share: 1, serviceTime: .logUniform(fromSeconds: 15, toSeconds: 15_000))
        ]
        simulation.queue.outcomeFilter = filter == .ignored ? .ignored : .honoured
        simulation.queue.timeFilter =
            switch filter {
            case .refused, .ignored: TimeFilter(.ignored)
            case .byCreate: TimeFilter(.byCreate)
            case .byBegin: TimeFilter(.byBegin)
            case .byFinish: TimeFilter(.byFinish)
            }
        return simulation
    }
}
