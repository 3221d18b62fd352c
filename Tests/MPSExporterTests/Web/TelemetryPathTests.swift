import MPSExporter
import Testing

@Suite struct TelemetryPathTests {
    private func refusal(of path: String) -> TelemetryPathError? {
        do throws(TelemetryPathError) {
            try TelemetryPath.check(path)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "/metrics", "/queue/metrics", "/metrics/", "/config/x", "/configuration", "/api/v1", "/-", "/a+b&c=d", "/größe",
    ])
    func `is what begins with a slash and is free`(path: String) {
        #expect(refusal(of: path) == nil)
    }

    @Test(arguments: ["", "metrics", "http://host/metrics", " /metrics"])
    func `begins with a slash`(path: String) {
        #expect(refusal(of: path) == .relative(path))
    }

    @Test(arguments: [
        "/metrics?x", "/metrics#x", "/metr%69cs", "/50%", "/my metrics", "/metrics\n", "/metrics\t", "/a\u{A0}b",
        "/a\u{0}b", "/a?\u{301}b",
    ])
    func `has nothing that a request's path cannot have`(path: String) {
        #expect(refusal(of: path) == .notOnlyPath(path))
    }

    @Test(arguments: ["/", "/-/healthy", "/-/ready", "/-/reload", "/-/other", "/config", "/api/v1/status"])
    func `is not where something else is`(path: String) {
        #expect(refusal(of: path) == .taken(path))
    }

    @Test func `a refusal is one line`() {
        #expect(refusal(of: "metrics")?.description == #"expected a path such as /metrics, got "metrics""#)
        #expect(
            refusal(of: "/a\n")?.description
                == #"expected a path without ?, #, %, white space and control characters, got "/a\n""#)
        #expect(
            refusal(of: "/config")?.description
                == #"expected a path that is neither /, /config, /api/v1/status nor under /-/, got "/config""#)
    }
}
