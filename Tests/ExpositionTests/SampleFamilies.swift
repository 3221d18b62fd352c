import Exposition

/// The families behind the golden files: everything that the formats can differ in, with names that promtool accepts.
/// They are out of order on purpose.
enum SampleFamilies {
    static let epoch = 1_790_000_000.5

    static let all = [buildInfo, waitDuration, processingDuration, submitted, failed, depth, drainTime]

    static let depth = MetricFamily(
        name: "mps_queue_depth", type: .gauge, help: "Tasks by status, polled.",
        metrics: [
            gauge(12, ["status": "WAITING", "account": "prod"]),
            gauge(-0.25, ["status": "PROCESSING", "account": "prod"]),
            gauge(1_000_000, ["status": "FINISH", "account": "prod"]),
            gauge(0, ["account": "dev", "status": "WAITING", "region": ""]),
        ])

    static let drainTime = MetricFamily(
        name: "mps_queue_drain_seconds", type: .gauge,
        help: "How long the backlog takes.\nA \"never\" is +Inf, C:\\unknown is NaN.", unit: "seconds",
        metrics: [
            gauge(.infinity, ["account": "growing"]), gauge(.nan, ["account": "unknown"]),
            gauge(-.infinity, ["account": "wrong"]), gauge(0.1, ["account": #"back\slash "quoted""#]),
            gauge(1.5e300, ["account": "line\nfeed, é and 任务"]), gauge(1e-7, [:]),
        ])

    static let submitted = MetricFamily(
        name: "mps_tasks_submitted_total", type: .counter, help: "Tasks created since the epoch, each once, polled.",
        metrics: [
            Metric(
                labels: labels(["account": "prod", "task_type": "EditMediaTask"]), value: .counter(0), created: epoch),
            Metric(
                labels: labels(["account": "prod", "task_type": "WorkflowTask"]),
                value: .counter(9_007_199_254_740_991), created: epoch),
        ])

    static let failed = MetricFamily(
        name: "mps_tasks_failed_total", type: .counter, help: "Tasks with a failed subtask since the epoch, polled.",
        metrics: [
            Metric(
                labels: labels(["account": "prod"]),
                value: .counter(
                    3, exemplar: exemplar("2600001234-procedurev2-failed", value: 1, timestamp: epoch + 60)),
                created: epoch)
        ])

    static let waitDuration = MetricFamily(
        name: "mps_task_wait_duration_seconds", type: .histogram, help: "How long started tasks had waited, polled.",
        unit: "seconds",
        metrics: [
            Metric(
                labels: labels(["account": "prod", "task_type": "WorkflowTask"]),
                value: .histogram(
                    HistogramValue(
                        upperBounds: [0.5, 1, 60, 3600, 1_000_000], bucketCounts: [1, 0, 2, 3, 1, 1], sum: 2_007_803.75,
                        exemplars: [
                            exemplar("t-1", value: 0.25, timestamp: epoch + 3), nil,
                            exemplar("t-2", value: 60, timestamp: epoch + 1.123), nil,
                            Exemplar(labels: [], value: 4000, timestamp: nil),
                            exemplar("t-\"3\"", value: 2_000_000, timestamp: epoch + 2),
                        ],
                        native: NativeHistogram(
                            schema: 3, zeroCount: 1,
                            positive: [
                                .init(index: 47, count: 1), .init(index: 48, count: 1), .init(index: 51, count: 2),
                                .init(index: 92, count: 1), .init(index: 96, count: 1), .init(index: 168, count: 1),
                            ]))), created: epoch),
            Metric(
                labels: labels(["account": "prod", "task_type": "EditMediaTask"]),
                value: .histogram(
                    HistogramValue(
                        upperBounds: [0.5, 1, 60, 3600, 1_000_000], bucketCounts: [0, 0, 0, 0, 0, 0], sum: 0,
                        native: NativeHistogram(schema: 3))), created: epoch),
        ])

    static let processingDuration = MetricFamily(
        name: "mps_task_processing_duration_seconds", type: .histogram,
        help: "How long finished tasks had run, polled.",
        unit: "seconds",
        metrics: [
            Metric(
                labels: [],
                value: .histogram(HistogramValue(upperBounds: [], bucketCounts: [2], sum: 86_400)))
        ])

    static let buildInfo = MetricFamily(
        name: "mps_exporter_build_info", type: .gauge, help: "Always 1; the labels tell the build.",
        metrics: [gauge(1, ["version": "1.0.0", "revision": "0123abc", "swiftversion": "6.3"])])

    static func gauge(_ value: Double, _ pairs: KeyValuePairs<String, String>) -> Metric {
        Metric(labels: labels(pairs), value: .gauge(value))
    }

    static func labels(_ pairs: KeyValuePairs<String, String>) -> [Label] {
        pairs.map { Label(name: $0.key, value: $0.value) }
    }

    static func exemplar(_ task: String, value: Double, timestamp: Double?) -> Exemplar {
        Exemplar(labels: [Label(name: "task_id", value: task)], value: value, timestamp: timestamp)
    }
}
