import Exposition
import MPSExporter
import TaskLedger
import Testing

@Suite struct TaskMetricsTests {
    private static let processing = "mps_task_processing_duration_seconds"

    private static let types = ["a", "b", "c", "d"]

    /// Of each type as many tasks as its place says.
    private static func counted() throws -> TotalsWorld {
        let world = try TotalsWorld()
        for (place, type) in types.enumerated() {
            for number in 0...place { try world.finish("\(type)\(number)", type: type, at: 1000, after: 4) }
        }
        return world
    }

    /// What docs/configuration.md says of changed limits.
    @Test func `types take their counts out of other with a label value of their own, and back without`() throws {
        let world = try Self.counted()
        for (name, label) in [("mps_tasks_finished_total", "tasks"), ("mps_subtasks_finished_total", "subtasks")] {
            #expect(world.scrape(limit: 0).counters(name) == ["other": 10], "\(label)")
            #expect(world.scrape(limit: 2).counters(name) == ["a": 1, "b": 2, "other": 7], "\(label)")
            #expect(world.scrape(limit: 3).counters(name) == ["a": 1, "b": 2, "c": 3, "other": 4], "\(label)")
            #expect(world.scrape(limit: 4).counters(name) == ["a": 1, "b": 2, "c": 3, "d": 4], "\(label)")
        }
        let histograms = world.scrape(limit: 2).histograms(Self.processing)
        #expect(histograms.mapValues(\.count) == ["a": 1, "b": 2, "other": 7])
        #expect(histograms.mapValues(\.sum) == ["a": 4, "b": 8, "other": 28])
        #expect(histograms["other"]?.native?.positive.map(\.count) == [7])
    }

    @Test func `a type that the API calls other shares the label value with those beyond the limit`() throws {
        let world = try TotalsWorld()
        for type in ["a", "other", "b"] { try world.finish(type, type: type, at: 1000, after: 4) }
        #expect(world.scrape(limit: 1).counters("mps_tasks_finished_total") == ["a": 1, "other": 2])
        #expect(world.scrape(limit: 2).counters("mps_tasks_finished_total") == ["a": 1, "other": 2])
        #expect(world.scrape(limit: 3).counters("mps_tasks_finished_total") == ["a": 1, "other": 1, "b": 1])
    }

    /// The observations stay; that a native histogram with a higher schema than before looks to Prometheus as if it had
    /// begun anew stands in decision 5.
    @Test func `another native schema shows all that was counted, at once`() throws {
        let world = try TotalsWorld()
        for seconds in 1...200 { try world.finish("\(seconds)", type: "a", at: 1000, after: Int64(seconds)) }
        let families = (-4...8).map { world.scrape(nativeSchema: $0).families.first { $0.name == Self.processing } }
        #expect(Set(families.map { $0?.metrics.first?.created }) == [0])
        let histograms = (-4...8).map { world.scrape(nativeSchema: $0).histograms(Self.processing)["a"] }
        for (schema, histogram) in zip(-4...8, histograms) {
            #expect(histogram?.native?.schema == schema)
            #expect(histogram?.native?.positive.reduce(0) { $0 + $1.count } == 200)
            #expect(histogram?.bucketCounts == histograms[0]?.bucketCounts)
            #expect(histogram?.sum == 20_100)
            #expect(histogram?.exemplars == histograms[0]?.exemplars)
        }
        let buckets = histograms.map { $0?.native?.positive.count ?? 0 }
        #expect(buckets == buckets.sorted() && buckets[0] < buckets[12])
    }

    @Test func `a task id beyond what an exemplar may hold is cut, in code points`() throws {
        for scalar in ["x", "ü", "\u{1f3ac}", "e\u{301}"] {
            let world = try TotalsWorld()
            let id = String(String(repeating: scalar, count: 200).unicodeScalars.prefix(200))
            try world.finish(id, type: "a", at: 1000, after: 4)
            let scrape = world.scrape()
            #expect(scrape.refusals == [])
            let exemplar = try #require(scrape.histograms(Self.processing)["a"]?.exemplars.compactMap(\.self).first)
            let label = try #require(exemplar.labels.first)
            #expect(label.name == "task_id" && exemplar.labels.count == 1)
            #expect(label.name.unicodeScalars.count + label.value.unicodeScalars.count == 128)
            #expect(label.value.unicodeScalars.elementsEqual(id.unicodeScalars.prefix(121)))
        }
    }
}
