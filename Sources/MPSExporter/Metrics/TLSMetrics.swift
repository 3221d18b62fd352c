internal import Exposition

/// The exporter's own TLS.
enum TLSMetrics {
    static let certificateExpiry = MetricDefinition(
        name: "mps_exporter_tls_certificate_expiry_timestamp_seconds", type: .gauge, labels: [],
        help: "When the certificate that the exporter's own server shows ends; absent without TLS.")

    static let definitions = [certificateExpiry]

    static func collect(_ expirySeconds: Int?, into families: inout FamilyCollection) {
        guard let expirySeconds else { return }
        families.gauge(certificateExpiry, [], Double(expirySeconds))
    }
}
