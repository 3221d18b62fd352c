import TencentCloud
import Testing

struct RetryStateTests {
    private let now = UnixTime(seconds: 1000)
    private let policy = RetryPolicy(attempts: 10, firstDelay: .milliseconds(200), longestDelay: .seconds(1))

    private func service(_ code: String) -> APIError {
        .service(code: code, message: "", requestID: nil)
    }

    @Test func `doubles the bound of its waits up to the longest`() {
        var state = RetryState(policy: policy)
        let waits = (0..<5).map { _ in
            state.decide(after: .http(status: 500), now: now, deadline: nil, random: 0.5)
        }
        #expect(waits == [100, 200, 400, 500, 500].map { .wait(.milliseconds($0)) })
    }

    @Test func `draws its waits from zero`() {
        var state = RetryState(policy: policy)
        #expect(state.decide(after: .http(status: 500), now: now, deadline: nil, random: 0) == .wait(.zero))
    }

    @Test func `gives up when the attempts are used up`() {
        var state = RetryState(policy: policy)
        let decisions = (0..<10).map { _ in
            state.decide(after: .http(status: 500), now: now, deadline: nil, random: 0)
        }
        #expect(decisions.dropLast().allSatisfy { $0 == .wait(.zero) })
        #expect(decisions.last == .giveUp)
    }

    @Test func `begins nothing at the deadline or later`() {
        for (milliseconds, decision) in [
            (101, RetryState.Decision.wait(.milliseconds(100))), (100, .giveUp), (-1, .giveUp),
        ] {
            var state = RetryState(policy: policy)
            let deadline = now + .milliseconds(milliseconds)
            #expect(state.decide(after: .http(status: 500), now: now, deadline: deadline, random: 0.5) == decision)
        }
        var state = RetryState(policy: policy)
        #expect(
            state.decide(after: service("AuthFailure.SignatureExpire"), now: now, deadline: now, random: 0) == .giveUp)
    }

    @Test(arguments: [
        ("AuthFailure.SignatureExpire", RetryState.Decision.signAgain),
        ("AuthFailure.TokenFailure", .renewCredential),
    ])
    func `signs again and renews only once`(code: String, first: RetryState.Decision) {
        var state = RetryState(policy: policy)
        #expect(state.decide(after: service(code), now: now, deadline: nil, random: 0) == first)
        #expect(state.decide(after: .http(status: 500), now: now, deadline: nil, random: 0) == .wait(.zero))
        #expect(state.decide(after: service(code), now: now, deadline: nil, random: 0) == .giveUp)
    }

    @Test func `repeats after malformed replies only once`() {
        var state = RetryState(policy: policy)
        let malformed = APIError.malformed(reason: "empty")
        #expect(state.decide(after: malformed, now: now, deadline: nil, random: 0) == .wait(.zero))
        #expect(state.decide(after: malformed, now: now, deadline: nil, random: 0) == .giveUp)
    }

    @Test func `never repeats what stays as it is`() {
        var state = RetryState(policy: policy)
        let decision = state.decide(after: service("InvalidParameterValue.Limit"), now: now, deadline: nil, random: 0)
        #expect(decision == .giveUp)
    }
}
