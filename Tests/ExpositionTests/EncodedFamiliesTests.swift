import Exposition
import Testing

struct EncodedFamiliesTests {
    /// Names that a query gives, and the families that it gets.
    static let queries: [(Set<String>, [String])] = [
        (["a"], ["a"]), (["c_total", "a"], ["a", "c_total"]), (["h"], ["h"]), (["unknown", "h", "a"], ["a", "h"]),
        // OpenMetrics calls a counter's family by its name without the suffix.
        (["c"], ["c_total"]), (["c", "c_total"], ["c_total"]),
        // A histogram is whole or not there, whichever of its samples is asked for.
        (["h_bucket"], ["h"]), (["h_sum"], ["h"]), (["h_count"], ["h"]),
        (["unknown"], []), ([""], []), (["A"], []), ([], []), (["a_total"], []), (["a_bucket"], []), (["c_bucket"], []),
        (["h_total"], []), (["a{x=\"1\"}"], []),
    ]

    @Test(arguments: queries, ExpositionFormat.allCases)
    func `a query gets whole families by the names that users know`(
        _ query: (names: Set<String>, families: [String]), _ format: ExpositionFormat
    ) {
        let set = MetricSet([
            .gauge("a", .gauge(1, ["x": "1"]), .gauge(2, ["x": "2"])), .counter("c_total", .counter(1)),
            .histogram("h", HistogramValue(upperBounds: [1], bucketCounts: [1, 2], sum: 3)),
        ])
        let wanted = set.families.filter { query.families.contains($0.name) }
        #expect(EncodedFamilies(set).bytes(format, named: query.names) == renderedBytes(wanted, as: format))
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `every family of a scrape can be had alone, and all together are the scrape`(_ format: ExpositionFormat) {
        let set = MetricSet(SampleFamilies.all)
        let encoded = EncodedFamilies(set)
        for family in set.families {
            #expect(encoded.bytes(format, named: [family.name]) == renderedBytes([family], as: format))
        }
        #expect(encoded.bytes(format, named: Set(set.families.map(\.name))) == encoded.bytes(format))
        #expect(encoded.bytes(format) == renderedBytes(set.families, as: format))
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `of no families there are no bytes`(_ format: ExpositionFormat) {
        let encoded = EncodedFamilies(MetricSet([]))
        #expect(encoded.bytes(format) == [])
        #expect(encoded.bytes(format, named: ["a"]) == [])
    }
}
