import Exposition

/// A family or more as a client gets to see them, without the end of the scrape.
func rendered(_ families: MetricFamily..., as format: ExpositionFormat) -> String {
    String(decoding: renderedBytes(families, as: format), as: UTF8.self)
}

func renderedBytes(_ families: [MetricFamily], as format: ExpositionFormat) -> [UInt8] {
    var buffer = ExpositionBuffer()
    format.encode(MetricSet(families), into: &buffer)
    return buffer.bytes
}

/// Families in which only what a test is about matters.
extension MetricFamily {
    static func gauge(_ metrics: Metric...) -> MetricFamily {
        MetricFamily(name: "g", type: .gauge, help: "", metrics: metrics)
    }

    static func gauge(_ name: String, help: String = "", unit: String? = nil, _ metrics: Metric...) -> MetricFamily {
        MetricFamily(name: name, type: .gauge, help: help, unit: unit, metrics: metrics)
    }

    static func counter(_ metrics: Metric...) -> MetricFamily {
        MetricFamily(name: "c_total", type: .counter, help: "", metrics: metrics)
    }

    static func counter(_ name: String, help: String = "", unit: String? = nil, _ metrics: Metric...) -> MetricFamily {
        MetricFamily(name: name, type: .counter, help: help, unit: unit, metrics: metrics)
    }

    static func histogram(_ name: String, _ values: HistogramValue...) -> MetricFamily {
        MetricFamily(
            name: name, type: .histogram, help: "",
            metrics: values.map { Metric(labels: [], value: .histogram($0)) })
    }
}

extension Metric {
    static func gauge(_ value: Double, _ labels: KeyValuePairs<String, String> = [:]) -> Metric {
        Metric(labels: Label.list(labels), value: .gauge(value))
    }

    static func counter(
        _ value: Double, _ labels: KeyValuePairs<String, String> = [:], exemplar: Exemplar? = nil,
        created: Double? = nil
    ) -> Metric {
        Metric(labels: Label.list(labels), value: .counter(value, exemplar: exemplar), created: created)
    }
}

extension Label {
    static func list(_ pairs: KeyValuePairs<String, String>) -> [Label] {
        pairs.map { Label(name: $0.key, value: $0.value) }
    }
}
