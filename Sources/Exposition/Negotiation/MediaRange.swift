/// What one clause of an `Accept` field asks for, in terms of the formats that exist here.
struct MediaRange {
    /// How exactly a range names a format.
    enum Precision: Int, Comparable {
        /// `*/*`
        case everything
        /// `text/*`
        case type
        /// `text/plain`
        case subtype
        /// `text/plain;version=0.0.4`
        case version

        static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
    }

    /// The weight, from 0 to 1.
    let quality: Double
    private var text: Precision?
    private var openMetrics: Precision?
    private var protobuf: Precision?

    /// Reads a clause of a field. Parameters that a format does not have play no part.
    init(_ clause: FieldClause, in field: Span<UInt8>) {
        quality = clause.quality
        func says(_ part: Range<Int>?, _ text: String) -> Bool {
            part.map { FieldClause.says($0, in: field, text) } ?? false
        }
        let hasVersion = clause.version.map { !FieldClause.says($0, in: field, "") } ?? false
        let unversioned = hasVersion ? nil : Precision.subtype
        let value = clause.value
        if says(value, "application/openmetrics-text") {
            openMetrics = says(clause.version, "1.0.0") ? .version : unversioned
        } else if says(value, "text/plain") {
            text = says(clause.version, "0.0.4") ? .version : unversioned
        } else if says(value, "application/vnd.google.protobuf") {
            let isNamed = says(clause.proto, "io.prometheus.client.metricfamily") && says(clause.encoding, "delimited")
            protobuf = isNamed ? .version : nil
        } else if says(value, "text/*") {
            text = !hasVersion || says(clause.version, "0.0.4") ? .type : nil
        } else if says(value, "application/*") {
            // Without a version it could as well mean any other application format.
            openMetrics = says(clause.version, "1.0.0") ? .type : nil
        } else if says(value, "*/*") || says(value, "*") {
            // Old Java clients send a single asterisk.
            text = .everything
            openMetrics = .everything
        }
    }

    /// How exactly this range names a format, or nothing if it does not match it.
    func precision(for format: ExpositionFormat) -> Precision? {
        switch format {
        case .text: text
        case .openMetrics: openMetrics
        case .protobuf: protobuf
        }
    }
}
