import Exposition
import Testing

/// One scrape with everything in it, byte for byte. The text file passes `promtool check metrics`, the OpenMetrics
/// file the parser of prometheus-client, the protobuf file decodes without unknown fields.
struct GoldenFileTests {
    @Test(
        arguments: [
            (ExpositionFormat.text, "scrape.txt"), (.openMetrics, "scrape.openmetrics"), (.protobuf, "scrape.binpb"),
        ])
    func `a scrape is what the golden file says`(_ format: ExpositionFormat, _ file: String) throws {
        var buffer = ExpositionBuffer()
        format.encode(MetricSet(SampleFamilies.all), into: &buffer)
        format.end(&buffer)
        let isGolden = try buffer.bytes == Fixture.bytes(file)
        if !isGolden { Attachment.record(buffer.bytes, named: file) }
        #expect(isGolden)
    }

    @Test func `nothing in the golden scrape breaks a rule`() {
        #expect(MetricSet(SampleFamilies.all).refusals == [])
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `two parts make the same scrape as the whole`(_ format: ExpositionFormat) {
        let families = MetricSet(SampleFamilies.all).families
        var parts = ExpositionBuffer(capacity: 1024)
        format.encode(MetricSet(Array(families.prefix(3))), into: &parts)
        format.encode(MetricSet(Array(families.dropFirst(3))), into: &parts)
        #expect(parts.bytes == renderedBytes(families, as: format))
    }

    @Test(arguments: zip(ExpositionFormat.allCases, ["", "# EOF\n", ""]))
    func `only OpenMetrics has an end`(_ format: ExpositionFormat, _ end: String) {
        var buffer = ExpositionBuffer()
        format.encode(MetricSet([]), into: &buffer)
        format.end(&buffer)
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == end)
    }

    @Test func `an emptied buffer begins anew`() {
        var buffer = ExpositionBuffer()
        ExpositionFormat.text.encode(MetricSet([SampleFamilies.depth]), into: &buffer)
        buffer.removeAll()
        ExpositionFormat.text.encode(MetricSet([.gauge(.gauge(1))]), into: &buffer)
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == "# TYPE g gauge\ng 1\n")
    }
}
