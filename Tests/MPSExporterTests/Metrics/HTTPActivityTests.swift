import MPSExporter
import Testing

@Suite struct HTTPActivityTests {
    @Test func `scrapes are there from the start, everything else once it has come`() {
        let activity = HTTPActivity()
        #expect(activity.counts == [.metrics: [200: 0, 500: 0, 503: 0]])
        for (status, handler) in [(200, 1), (200, 1), (404, 0), (503, 1), (405, 1), (404, 0), (200, 3)] {
            activity.requestCompleted(status: status, tag: handler, isComplete: true)
        }
        #expect(
            activity.counts == [.metrics: [200: 2, 500: 0, 503: 1, 405: 1], .other: [404: 2], .healthy: [200: 1]])
    }

    @Test func `an answer that broke off counts, and so does one with an unknown tag`() {
        let activity = HTTPActivity()
        activity.requestCompleted(status: 200, tag: 1, isComplete: false)
        activity.requestCompleted(status: 431, tag: 99, isComplete: true)
        #expect(activity.counts == [.metrics: [200: 1, 500: 0, 503: 0], .other: [431: 1]])
    }
}
