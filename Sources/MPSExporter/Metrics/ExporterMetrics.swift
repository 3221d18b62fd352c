internal import Exposition

/// The exporter itself.
enum ExporterMetrics {
    static let buildInfo = MetricDefinition(
        name: "mps_exporter_build_info", type: .gauge, labels: ["version", "revision", "swiftversion"],
        help: "Always 1; the labels say what is running.")
    static let requests = MetricDefinition(
        name: "mps_exporter_http_requests_total", type: .counter, labels: ["handler", "code"],
        help: "Requests that the exporter's own server answered, cut off or not; what is no HTTP is not counted.")
    static let reloadSuccessful = MetricDefinition(
        name: "mps_exporter_config_last_reload_successful", type: .gauge, labels: [],
        help: "Whether the last attempt to load the configuration succeeded: 1 if so, else 0.")
    static let reloadTimestamp = MetricDefinition(
        name: "mps_exporter_config_last_reload_success_timestamp_seconds", type: .gauge, labels: [],
        help: "When the configuration in force was loaded.")

    static let definitions = [buildInfo, requests, reloadSuccessful, reloadTimestamp]

    static func collect(
        _ build: BuildInfo, _ reload: ReloadState, _ counts: [HTTPActivity.Handler: [Int: Int64]],
        created: Double?, into families: inout FamilyCollection
    ) {
        families.gauge(buildInfo, [build.version, build.revision, build.swiftVersion], 1)
        families.gauge(reloadSuccessful, [], reload.isSuccessful)
        families.gauge(reloadTimestamp, [], Double(reload.lastSuccess) / 1000)
        for (handler, codes) in counts {
            for (code, count) in codes {
                families.counter(requests, [handler.label, String(code)], count, created: created)
            }
        }
    }
}
