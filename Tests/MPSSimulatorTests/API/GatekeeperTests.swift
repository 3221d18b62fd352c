import MPSSimulator
import TencentCloud
import Testing

@Suite struct GatekeeperTests {
    static let waiting = #"{"Status":"WAITING"}"#

    private func code(_ change: (inout Client) -> Void) throws -> String? {
        let bench = try Bench()
        var client = bench.client
        change(&client)
        let reply = bench.api.respond(to: client.call(Self.waiting))
        #expect(reply.status == 200)
        return reply.errorCode
    }

    private func codeOfChanged(_ change: (inout SimulatedCall) -> Void) throws -> String? {
        let bench = try Bench()
        var call = bench.client.call(Self.waiting)
        change(&call)
        return bench.api.respond(to: call).errorCode
    }

    @Test func `a well signed call is let in`() throws {
        #expect(try code { _ in } == nil)
        #expect(try code { $0.contentType = "application/json; charset=utf-8" } == nil)
    }

    @Test func `a call without what is required is refused`() throws {
        #expect(try code { $0.action = nil } == "MissingParameter")
        #expect(try code { $0.version = nil } == "MissingParameter")
        #expect(try codeOfChanged({ $0.fields.removeAll { $0.name == "X-TC-Timestamp" } }) == "MissingParameter")
        #expect(try code { $0.action = "DescribeTaskDetail" } == "InvalidAction")
        #expect(try code { $0.version = "2017-03-12" } == "NoSuchVersion")
        #expect(try code { $0.contentType = "text/plain" } == "UnsupportedProtocol")
        #expect(try code { $0.method = "PUT" } == "UnsupportedProtocol")
    }

    @Test(arguments: ["", "SKIP", "TC3-HMAC-SHA256 Credential=x", "Basic eDp5"])
    func `an Authorization that is none is refused`(value: String) throws {
        let code = try codeOfChanged({ call in
            call.fields.removeAll { $0.name == "Authorization" }
            if !value.isEmpty { call.fields.append((name: "Authorization", value: value)) }
        })
        #expect(code == "AuthFailure.InvalidAuthorization")
    }

    @Test func `an unknown id, a wrong key and a changed request are told apart`() throws {
        #expect(
            try code { $0.credential = Credential(secretID: "AKIDnobody", secretKey: Secret("x")) }
                == "AuthFailure.SecretIdNotFound")
        #expect(
            try code { $0.credential = Credential(secretID: $0.credential.secretID, secretKey: Secret("wrong")) }
                == "AuthFailure.SignatureFailure")
        #expect(
            try codeOfChanged({ $0.body = Array(#"{"Status":"FINISH"}"#.utf8) }) == "AuthFailure.SignatureFailure")
        #expect(
            try codeOfChanged({ call in
                call.fields.removeAll { $0.name == "Host" }
                call.fields.append((name: "Host", value: "mps.example"))
            }) == "AuthFailure.SignatureFailure")
        #expect(try code { $0.service = "cvm" } == "AuthFailure.InvalidAuthorization")
    }

    @Test func `an id that is none of an API key is told apart`() throws {
        #expect(
            try code { $0.credential = Credential(secretID: "root", secretKey: Secret("x")) }
                == "AuthFailure.InvalidSecretId")
    }

    @Test func `a token must be that of the key`() throws {
        #expect(
            try code {
                $0.credential = Credential(
                    secretID: $0.credential.secretID, secretKey: $0.credential.secretKey, token: Secret("another's"))
            } == "AuthFailure.TokenFailure")
        let temporary = Credential(secretID: "AKIDtmp", secretKey: Secret("key"), token: Secret("token"))
        let bench = try Bench { $0.credential = temporary }
        #expect(bench.reply(Self.waiting).errorCode == nil)
        var client = bench.client
        client.credential = Credential(secretID: "AKIDtmp", secretKey: Secret("key"))
        #expect(bench.api.respond(to: client.call(Self.waiting)).errorCode == "AuthFailure.TokenFailure")
    }

    @Test func `a key without the permission is refused`() throws {
        let bench = try Bench()
        bench.api.update { $0.isUnauthorized = true }
        #expect(bench.reply(Self.waiting).errorCode == "AuthFailure.UnauthorizedOperation")
    }

    @Test(arguments: [(-301, false), (-300, true), (0, true), (300, true), (301, false)])
    func `a signature is good for five minutes around the API's time`(offset: Int64, isGood: Bool) throws {
        let code = try code { $0.time = UnixTime(seconds: $0.time.wholeSeconds + offset) }
        #expect(code == (isGood ? nil : "AuthFailure.SignatureExpire"))
    }

    @Test func `the API's clock may go before the simulation's`() throws {
        let bench = try Bench { $0.clockOffset = .seconds(400) }
        let reply = bench.reply(Self.waiting)
        #expect(reply.errorCode == "AuthFailure.SignatureExpire")
        #expect(reply.field("Date") == "Sun, 01 Mar 2026 00:06:40 GMT")
        var client = bench.client
        client.time = client.time + .seconds(400)
        #expect(bench.api.respond(to: client.call(Self.waiting)).errorCode == nil)
    }

    @Test func `a disabled key is not found`() throws {
        let bench = try Bench()
        bench.api.update { $0.isKeyDisabled = true }
        #expect(bench.reply(Self.waiting).errorCode == "AuthFailure.SecretIdNotFound")
        bench.api.update { $0.isKeyDisabled = false }
        #expect(bench.reply(Self.waiting).errorCode == nil)
    }

    @Test func `100 calls a second are let in, and the limit is each account's own`() throws {
        let bench = try Bench { $0.accounts = 2 }
        for _ in 0..<100 { #expect(bench.reply(Self.waiting).errorCode == nil) }
        #expect(bench.reply(Self.waiting).errorCode == "RequestLimitExceeded")
        #expect(
            bench.reply(Self.waiting).text.contains(
                "equals to `102` in a second, which exceeds the frequency limit `100`"))
        var other = bench.client
        other.credential = bench.api.credentials[1]
        #expect(bench.api.respond(to: other.call(Self.waiting)).errorCode == nil)
        bench.clock.advance(by: .seconds(1))
        #expect(bench.reply(Self.waiting).errorCode == nil)
        bench.api.update { $0.callsPerSecond = 0 }
        #expect(bench.reply(Self.waiting).errorCode == "RequestLimitExceeded")
    }

    @Test func `a GET is signed over its query`() throws {
        let bench = try Bench()
        var client = bench.client
        client.method = "GET"
        client.query = [("Status", "FINISH"), ("Limit", "5"), ("StartTime", "2026-02-28T00:00:00Z")]
        client.canonicalQuery = "Status=FINISH&Limit=5&StartTime=2026-02-28T00%3A00%3A00Z"
        #expect(bench.api.respond(to: client.call("")).errorCode == nil)
        client.query[0].value = "WAITING"
        #expect(bench.api.respond(to: client.call("")).errorCode == "AuthFailure.SignatureFailure")
    }

    @Test func `accounts have key pairs and queues of their own`() throws {
        let own = Credential(secretID: "AKIDmine", secretKey: Secret("mine"))
        let bench = try Bench {
            $0.accounts = 3
            $0.credential = own
            $0.queue.history = 5
        }
        #expect(bench.api.credentials[0] == own)
        #expect(Set(bench.api.credentials.map(\.secretID)).count == 3)
        #expect(
            bench.api.credentials[1].secretID.count == 36 && bench.api.credentials[1].secretKey.reveal().count == 32)
        var bodies: Set<String> = []
        for credential in bench.api.credentials {
            var client = bench.client
            client.credential = credential
            bodies.insert(bench.api.respond(to: client.call(#"{"Status":"FINISH"}"#)).text)
        }
        #expect(bodies.count == 3)
    }
}
