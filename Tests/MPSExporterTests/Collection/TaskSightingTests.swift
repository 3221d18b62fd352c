import MPSExporter
import MediaProcessing
import TaskLedger
import Testing

/// A row of the API as the ledger takes it.
@Suite struct TaskSightingTests {
    private func sighting(_ id: String, type: String, subTaskTypes: [String]) -> TaskSighting {
        TaskSighting(
            TaskSummary(
                id: id, type: type, subTaskTypes: subTaskTypes, createTime: .unset, beginProcessTime: .unset,
                finishTime: .unset))
    }

    /// SQLite would end them there, and Prometheus refuses a scrape with one in an exemplar.
    @Test func `zero bytes are replaced wherever they stand`() {
        let seen = sighting("a\0b", type: "\0", subTaskTypes: ["c\0\0", "d"])
        #expect(seen.id == "a\u{fffd}b")
        #expect(seen.type == "\u{fffd}")
        #expect(seen.subTaskTypes == ["c\u{fffd}\u{fffd}", "d"])
    }

    @Test func `all other text is kept as it is`() {
        let seen = sighting("e\u{301}\n\"\\", type: "转码\u{1}", subTaskTypes: ["\r\n"])
        #expect(seen.id.unicodeScalars.elementsEqual("e\u{301}\n\"\\".unicodeScalars))
        #expect(seen.type == "转码\u{1}" && seen.subTaskTypes == ["\r\n"])
    }

    @Test func `a type that is not told is unknown, a subtask's is none`() {
        let seen = sighting("a", type: "", subTaskTypes: ["", "b"])
        #expect(seen.type == "unknown" && seen.subTaskTypes == ["b"])
    }
}
