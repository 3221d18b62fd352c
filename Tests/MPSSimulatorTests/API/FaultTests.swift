import MPSSimulator
import Testing

@Suite struct FaultTests {
    private func kind(_ reply: SimulatedReply) -> FaultKind? {
        if reply.field("Connection") == "close" { return .closedConnection }
        if reply.delay >= .seconds(60) { return .stall }
        switch (reply.status, reply.errorCode) {
        case (500, _): return .serverError
        case (502, _): return .badGateway
        case (_, "InternalError"): return .internalError
        case (_, "RequestLimitExceeded"): return .requestLimitExceeded
        default: break
        }
        switch reply.text {
        case "": return .emptyBody
        case #"{"Response":null}"#: return .nullResponse
        case let text where text.contains(#""TotalCount":""#): return .wrongTypes
        case let text where text.hasSuffix("}}"): return nil
        default: return .cutBody
        }
    }

    @Test func `as many calls fail as asked for, in every way`() throws {
        let bench = try Bench {
            $0.faults = 0.3
            $0.faultKinds = FaultKind.allCases
            $0.callsPerSecond = nil
            $0.queue.history = 2
        }
        var counts: [FaultKind: Int] = [:]
        for _ in 0..<2700 {
            if let kind = kind(bench.reply(#"{"Status":"FINISH"}"#)) { counts[kind, default: 0] += 1 }
        }
        #expect((710...910).contains(counts.values.reduce(0, +)))
        #expect(FaultKind.allCases.allSatisfy { (50...115).contains(counts[$0] ?? 0) })
    }

    @Test func `faults can be changed while it lives`() throws {
        let bench = try Bench()
        bench.api.setFaults(1, kinds: [.badGateway])
        let reply = bench.reply(#"{"Status":"FINISH"}"#)
        #expect(reply.status == 502 && reply.field("Content-Type") == "text/html")
        bench.api.setFaults(0)
        #expect(bench.reply(#"{"Status":"FINISH"}"#).status == 200)
    }

    @Test func `an answer takes the latency`() throws {
        let bench = try Bench { $0.latency = .milliseconds(50) }
        #expect(bench.reply(#"{"Status":"FINISH"}"#).delay == .milliseconds(50))
        #expect(bench.reply("{").delay == .milliseconds(50))
    }
}
