internal import Exposition

/// The queue as the last poll saw it.
enum QueueMetrics {
    static let depth = MetricDefinition(
        name: "mps_queue_depth", type: .gauge, labels: ["account", "status"],
        help: "Tasks of a status as polled from the API: TotalCount of the first page. FINISH is a rolling 168 hours.")
    static let tasks = MetricDefinition(
        name: "mps_queue_tasks", type: .gauge, labels: ["account", "status", "task_type"],
        help: "Tasks by type, counted over the last complete listing of WAITING or PROCESSING that was polled.")
    static let oldestTimestamp = MetricDefinition(
        name: "mps_queue_oldest_task_timestamp_seconds", type: .gauge, labels: ["account", "status"],
        help: "Oldest CreateTime of WAITING, oldest BeginProcessTime of PROCESSING, as polled; absent if none.")
    static let oldestAge = MetricDefinition(
        name: "mps_queue_oldest_task_age_seconds", type: .gauge, labels: ["account", "status"],
        help: "Age of the oldest polled task at this rendering; 0 if the queue is empty, absent if no task tells it.")
    static let listingComplete = MetricDefinition(
        name: "mps_queue_listing_complete", type: .gauge, labels: ["account", "status"],
        help: "Whether the last poll read the listing as far as its values need: 1 if so, else 0.")
    static let listingTimestamp = MetricDefinition(
        name: "mps_queue_listing_timestamp_seconds", type: .gauge, labels: ["account", "status"],
        help: "When the last complete listing of WAITING or PROCESSING ended.")

    static let definitions = [depth, tasks, oldestTimestamp, oldestAge, listingComplete, listingTimestamp]

    static func collect(
        _ snapshot: AccountSnapshot, types: LabelFolding, at now: Int64, into families: inout FamilyCollection
    ) {
        for (status, values) in snapshot.statuses {
            let labels = [snapshot.account, status]
            families.gauge(depth, labels, values.depth.map(Double.init))
            families.gauge(listingComplete, labels, values.isComplete)
            guard let listing = values.listing else { continue }
            families.gauge(listingTimestamp, labels, Double(listing.ended) / 1000)
            families.gauge(oldestTimestamp, labels, listing.oldest.map { Double($0) / 1000 })
            families.gauge(oldestAge, labels, listing.oldestAgeSeconds(at: now))
            var byLabel = Dictionary(types.labels.map { ($0, 0) }, uniquingKeysWith: { first, _ in first })
            for (type, count) in listing.tasksByType { byLabel[types.label(of: type), default: 0] += count }
            for (type, count) in byLabel { families.gauge(tasks, labels + [type], Double(count)) }
        }
    }
}

extension AccountSnapshot {
    /// The statuses by the API's own words.
    var statuses: [(String, StatusSnapshot)] {
        [("WAITING", waiting), ("PROCESSING", processing), ("FINISH", finish)]
    }
}
