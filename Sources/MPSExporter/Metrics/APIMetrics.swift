internal import Exposition

/// What the API was asked, and what it cost.
enum APIMetrics {
    static let requests = MetricDefinition(
        name: "mps_api_requests_total", type: .counter, labels: ["account", "action"],
        help: "API calls sent, retries included.")
    static let failures = MetricDefinition(
        name: "mps_api_request_failures_total", type: .counter, labels: ["account", "action", "code"],
        help:
            "API calls that failed, by the API's error code or transport, timeout, http_5xx, http_4xx, malformed, other."
    )
    static let duration = MetricDefinition(
        name: "mps_api_request_duration_seconds", type: .histogram, labels: ["account", "action"],
        help: "Duration of single API calls.")
    static let retries = MetricDefinition(
        name: "mps_api_retries_total", type: .counter, labels: ["account", "action"],
        help: "API calls that repeated a failed one.")
    static let heldBack = MetricDefinition(
        name: "mps_api_rate_limit_wait_seconds_total", type: .counter, labels: ["account"],
        help: "Time for which the exporter held the calls of polls back to stay below its own rate limit.")
    static let skew = MetricDefinition(
        name: "mps_api_clock_skew_seconds", type: .gauge, labels: ["account"],
        help: "The API server's clock (its Date header) less ours; the API refuses calls beyond 300.")
    static let pages = MetricDefinition(
        name: "mps_api_pages_total", type: .counter, labels: ["account", "status"],
        help: "Pages of task listings read, polls and sweeps together.")
    static let filters = MetricDefinition(
        name: "mps_api_filters", type: .gauge, labels: ["account", "filter"],
        help: "Whether filter SubTaskHasFailed or StartTime is used (1), refused or useless (0); absent until known.")

    static let definitions = [requests, failures, duration, retries, heldBack, skew, pages, filters]

    /// Codes whose counters show from the start, so that a first failure is seen as a step.
    private static let expectedCodes = [
        "transport", "timeout", "http_5xx", "http_4xx", "malformed", "other", "RequestLimitExceeded", "InternalError",
    ]

    static func collect(
        _ snapshot: AccountSnapshot, _ counts: APIActivity.Counts, into families: inout FamilyCollection
    ) {
        let account = snapshot.account
        let created = counts.sinceSeconds
        for (action, values) in counts.actions {
            families.counter(requests, [account, action], values.sent, created: created)
            families.counter(retries, [account, action], values.retried, created: created)
            for code in Set(expectedCodes).union(values.failures.keys) {
                families.counter(
                    failures, [account, action, code], values.failures[code] ?? 0, created: created)
            }
            let histogram = HistogramValue(
                upperBounds: APIActivity.bounds, bucketCounts: values.durations, sum: values.durationSum)
            families.add(duration, [account, action], .histogram(histogram), created: created)
        }
        families.add(heldBack, [account], .counter(counts.heldBackSeconds), created: created)
        families.gauge(skew, [account], counts.clockSkewSeconds)
        for (status, values) in snapshot.statuses {
            families.counter(pages, [account, status], Int64(values.pages), created: created)
        }
        for (filter, isUsed) in snapshot.filters { families.gauge(filters, [account, filter], isUsed) }
    }
}
