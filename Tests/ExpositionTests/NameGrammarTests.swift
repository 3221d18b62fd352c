import Exposition
import Testing

struct NameGrammarTests {
    @Test(arguments: ["a", "Z", "_", "_a", "a1", "mps_queue_depth", "a_total", "le"])
    func `metric names`(_ name: String) {
        #expect(NameGrammar.isMetricName(name))
    }

    @Test(arguments: ["", "0", "9a", "a-b", "a b", "a.b", "a:b", "é", "a\n", "a\0", "任务", "a{", "@a", "a[", "`a", "{a"])
    func `no metric names`(_ name: String) {
        #expect(!NameGrammar.isMetricName(name))
        #expect(!NameGrammar.isLabelName(name))
    }

    @Test(arguments: ["a", "Z", "a_", "a1", "task_type", "lee", "quantiles"])
    func `label names`(_ name: String) {
        #expect(NameGrammar.isLabelName(name))
    }

    @Test(arguments: ["_a", "__name__", "_", "le", "quantile"])
    func `label names that are not ours to take`(_ name: String) {
        #expect(!NameGrammar.isLabelName(name))
    }
}
