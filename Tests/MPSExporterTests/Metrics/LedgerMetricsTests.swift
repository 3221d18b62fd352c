import Exposition
import Logging
import MPSExporter
import TencentCloud
import Testing

/// What shows whether the counters can be trusted.
@Suite struct LedgerMetricsTests {
    private func values(_ change: (inout AccountSnapshot) throws -> Void) throws -> [String: Double] {
        let world = try TotalsWorld()
        var snapshot = world.snapshot
        try change(&snapshot)
        var values: [String: Double] = [:]
        for family in world.scrape(of: snapshot).families {
            for metric in family.metrics {
                let labels = metric.labels.filter { $0.name != "account" }.map { "{\($0.name)=\($0.value)}" }
                switch metric.value {
                case .gauge(let value), .counter(let value, _): values[family.name + labels.joined()] = value
                default: continue
                }
            }
        }
        return values
    }

    @Test func `the gap is shown in seconds`() throws {
        #expect(try values { $0.ledger?.gap = 90_500 }["mps_ledger_gap_seconds"] == 90.5)
    }

    @Test(arguments: [7, 0, -2])
    func `unaccounted tasks are shown as they are, more or fewer`(count: Int) throws {
        #expect(try values { $0.ledger?.unaccounted = count }["mps_ledger_unaccounted_tasks"] == Double(count))
    }

    @Test func `and not at all before TotalCount was compared`() throws {
        #expect(try values { $0.ledger?.unaccounted = nil }["mps_ledger_unaccounted_tasks"] == nil)
    }

    @Test func `sweeps are counted`() throws {
        #expect(try values { $0.sweeps = 3 }["mps_sweeps_total"] == 3)
    }

    @Test(arguments: [true, false])
    func `whether the state file can be written is shown`(isWritable: Bool) throws {
        #expect(try values { $0.isStateWritable = isWritable }["mps_state_writable"] == (isWritable ? 1 : 0))
    }

    @Test func `so is which of the newer filters is used, once that is known`() throws {
        let shown = try values { $0.filters = ["StartTime": true, "SubTaskHasFailed": false] }
        #expect(shown["mps_api_filters{filter=StartTime}"] == 1)
        #expect(shown["mps_api_filters{filter=SubTaskHasFailed}"] == 0)
        #expect(try values { $0.filters = [:] }.keys.allSatisfy { !$0.hasPrefix("mps_api_filters") })
    }
}
