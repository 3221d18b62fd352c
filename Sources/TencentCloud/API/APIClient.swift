package import CurlHTTP
internal import FoundationEssentials
internal import Synchronization

/// Calls one API of one account: holds back for the rate limit, signs, sends, unwraps, and tries again what may pass.
package final class APIClient: Sendable {
    private struct Signing {
        var signer: TC3Signer
        /// How far timestamps are put ahead of our clock, since the server refused one of our clock.
        var lead = Duration.zero
    }

    private let configuration: Configuration
    private let credentials: any CredentialProvider
    private let transport: any HTTPTransport
    private let clock: any WallClock
    private let observer: any APIObserver
    private let random: @Sendable () -> Double
    private let limiter: RateLimiter
    private let signing: Mutex<Signing>

    /// - Parameter random: from 0 up to, not including, 1; spreads repetitions.
    package init(
        _ configuration: Configuration, credentials: any CredentialProvider, transport: any HTTPTransport,
        clock: any WallClock, observer: any APIObserver,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.configuration = configuration
        self.credentials = credentials
        self.transport = transport
        self.clock = clock
        self.observer = observer
        self.random = random
        let schedule = RateSchedule(rate: configuration.rateLimit, backgroundShare: configuration.backgroundShare)
        limiter = RateLimiter(schedule: schedule, clock: clock)
        let signer = TC3Signer(
            service: configuration.service, endpoint: configuration.endpoint, region: configuration.region)
        signing = Mutex(Signing(signer: signer))
    }

    /// Tells that a poll begins: background calls let it pass.
    package func pollBegins() {
        limiter.pollBegins()
    }

    /// Tells that the poll under way has ended, and when the next one begins.
    package func pollEnded(next: UnixTime) {
        limiter.pollEnded(next: next)
    }

    /// Calls an action and returns what it answers.
    ///
    /// Throws the last failure once nothing may help any more, the attempts are used up, or a repetition would begin
    /// at the deadline or later; `.deadlineExceeded` if not even a first attempt could. No attempt outlasts the
    /// deadline.
    package func call<Request: Encodable & Sendable, Body: APIResponseBody>(
        _ action: String, _ request: Request, deadline: UnixTime? = nil, priority: CallPriority = .poll
    ) async throws(APIError) -> APIReply<Body> {
        let body = try encode(request)
        var credential = try await currentCredential()
        var retries = RetryState(policy: configuration.retries)
        var failure: APIError?
        while true {
            try await waitForTurn(priority: priority, deadline: deadline, after: failure)
            if failure != nil { observer.callRetried(action: action) }
            let exchange: Exchange<Body> = await attempt(action, body, credential, deadline: deadline)
            let error: APIError
            switch exchange.result {
            case .success(let reply): return reply
            case .failure(let reason): error = reason
            }
            failure = error
            switch retries.decide(after: error, now: clock.now(), deadline: deadline, random: random()) {
            case .giveUp:
                throw error
            case .wait(let delay):
                try await sleep(for: delay)
            case .signAgain:
                signing.withLock { $0.lead = exchange.skew?.duration ?? $0.lead }
            case .renewCredential:
                let renewed = try await currentCredential()
                guard renewed != credential else { throw error }
                credential = renewed
            }
        }
    }

    private func attempt<Body: APIResponseBody>(
        _ action: String, _ body: [UInt8], _ credential: Credential, deadline: UnixTime?
    ) async -> Exchange<Body> {
        let sent = clock.now()
        var request = signing.withLock {
            $0.signer.request(action: action, body: body, credential: credential, at: sent + $0.lead)
        }
        let remaining = deadline.map { max($0 - sent, .milliseconds(1)) } ?? configuration.callTimeout
        request.timeout = min(configuration.callTimeout, remaining)
        observer.callSent(action: action)
        let answer: Result<HTTPResponse, HTTPTransportError>
        do throws(HTTPTransportError) {
            answer = .success(try await transport.send(request))
        } catch {
            answer = .failure(error)
        }
        let received = clock.now()
        observer.callFinished(action: action, duration: max(.zero, received - sent))
        let exchange: Exchange<Body> = evaluate(answer, sent: sent, received: received)
        if let skew = exchange.skew { observer.clockSkewMeasured(seconds: skew.seconds) }
        if case .failure(let error) = exchange.result, error != .cancelled {
            observer.callFailed(action: action, code: error.metricCode)
        }
        return exchange
    }

    private func evaluate<Body: APIResponseBody>(
        _ answer: Result<HTTPResponse, HTTPTransportError>, sent: UnixTime, received: UnixTime
    ) -> Exchange<Body> {
        switch answer {
        case .failure(.cancelled):
            return Exchange(result: .failure(.cancelled), skew: nil)
        case .failure(.tooLarge(let limit, _)):
            return Exchange(result: .failure(.malformed(reason: "longer than \(limit) bytes")), skew: nil)
        case .failure(let error):
            return Exchange(result: .failure(.transport(error)), skew: nil)
        case .success(let response) where response.status != 200:
            return Exchange(result: .failure(.http(status: response.status)), skew: nil)
        case .success(let response):
            let serverTime = response.value(of: "Date").flatMap(HTTPDate.parse)
            let result = Result { () throws(APIError) in
                let envelope = try ResponseEnvelope<Body>(parsing: response.body)
                return APIReply(body: envelope.body, requestID: envelope.requestID, serverTime: serverTime)
            }
            let skew = serverTime.map { ClockSkew(serverTime: $0, sent: sent, received: received) }
            return Exchange(result: result, skew: skew)
        }
    }

    /// Waits for the rate limit. A deadline that comes first brings back the failure that led here.
    private func waitForTurn(
        priority: CallPriority, deadline: UnixTime?, after failure: APIError?
    ) async throws(APIError) {
        do throws(APIError) {
            let held = try await limiter.waitForTurn(priority: priority, deadline: deadline)
            // Background calls wait by design, for polls as well; only one that delays a poll is worth telling of.
            if priority == .poll, held > .zero { observer.heldBack(for: held) }
            // Waking up can take longer than asked for.
            if let deadline, clock.now() >= deadline { throw .deadlineExceeded }
        } catch .deadlineExceeded {
            throw failure ?? .deadlineExceeded
        }
    }

    private func currentCredential() async throws(APIError) -> Credential {
        do throws(CredentialError) {
            return try await credentials.credential()
        } catch {
            throw .credentials(error)
        }
    }

    private func sleep(for delay: Duration) async throws(APIError) {
        do {
            try await clock.sleep(for: delay)
        } catch {
            throw .cancelled
        }
    }

    private func encode(_ request: some Encodable) throws(APIError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(request))
        } catch {
            throw .malformed(reason: "the request cannot be written as JSON")
        }
    }
}
