/// The keys of `histograms`.
enum HistogramKeys {
    static let wait = bounds("wait", .upToOneDay, "`mps_task_wait_duration_seconds`")
    static let processing = bounds("processing", .upToOneDay, "`mps_task_processing_duration_seconds`")
    static let turnaround = bounds("turnaround", .upToThreeDays, "`mps_task_turnaround_duration_seconds`")
    static let nativeSchema = ConfigurationKey(
        "native_schema", .integer(in: -4...8), standard: .value("\(HistogramConfiguration.standardNativeSchema)"),
        example: "5", "Resolution of native histograms, in protobuf: buckets grow by 2^(2^-schema).")

    static let section = KeySection([
        wait.definition, processing.definition, turnaround.definition, nativeSchema.definition,
    ])

    private static func bounds(
        _ name: String, _ standard: HistogramBounds, _ metric: String
    ) -> ConfigurationKey<HistogramBounds> {
        ConfigurationKey(
            name, .bounds, unit: "seconds", standard: .value(standard.yaml), example: "[10, 60, 600, 3600]",
            "Upper bounds of the classic buckets of \(metric); `+Inf` is added.")
    }
}

extension ValueRule<HistogramBounds> {
    fileprivate static let bounds = ValueRule(
        type: "list of numbers",
        expected: "1 to \(HistogramBounds.maximumCount) rising numbers \(HistogramBounds.expectation(above: nil))"
    ) { HistogramBounds(from: $0, decoder: &$1) }
}
