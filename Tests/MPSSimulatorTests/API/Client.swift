import MPSSimulator
import TencentCloud

/// Signs calls as the official SDKs do, and can be told to do it wrong.
struct Client {
    var credential: Credential
    var time: UnixTime
    var action: String? = "DescribeTasks"
    var version: String? = "2019-06-12"
    var contentType = "application/json"
    var method = "POST"
    var query: [(name: String, value: String?)] = []
    /// What stands in the query when it is signed.
    var canonicalQuery = ""
    var service = "mps"

    func call(_ body: String) -> SimulatedCall {
        let timestamp = time.wholeSeconds
        let fields = [(name: "content-type", value: contentType), (name: "host", value: "mps.tencentcloudapi.com")]
        let request = CanonicalRequest(method: method, query: canonicalQuery, fields: fields, body: Array(body.utf8))
        let scope = SigningScope(timestamp: time, service: service)
        let key = SigningKey(secretKey: credential.secretKey, scope: scope)
        let signature = TC3Signature.compute(request: request, timestamp: timestamp, key: key)
        let authorization = TC3Authorization(
            secretID: credential.secretID, scope: scope, signedFields: ["content-type", "host"], signature: signature)
        var sent = [
            ("Content-Type", contentType), ("Host", "mps.tencentcloudapi.com"), ("X-TC-Timestamp", "\(timestamp)"),
        ]
        if let action { sent.append(("X-TC-Action", action)) }
        if let token = credential.token { sent.append(("X-TC-Token", token.reveal())) }
        if let version { sent.append(("X-TC-Version", version)) }
        sent.append(("Authorization", authorization.text))
        return SimulatedCall(
            method: method, query: query, fields: sent.map { (name: $0.0, value: $0.1) }, body: Array(body.utf8))
    }
}

extension SimulatedReply {
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The code of an API error; nil if the reply is none.
    var errorCode: String? {
        guard let document = try? JSONDocument(parsing: body), let response = try? document.root.member("Response"),
            let error = try? response.member("Error")
        else { return nil }
        return try? error.member("Code")?.string()
    }

    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// A simulation in virtual time with a client of its first account.
struct Bench {
    let clock = ManualClock()
    let api: SimulatedAPI

    init(_ change: (inout SimulationConfiguration) -> Void = { _ in }) throws {
        var configuration = SimulationConfiguration()
        configuration.queue = Worlds.small()
        change(&configuration)
        api = try SimulatedAPI(configuration, clock: clock)
    }

    var client: Client { Client(credential: api.credentials[0], time: clock.now()) }

    func reply(_ body: String) -> SimulatedReply { api.respond(to: client.call(body)) }
}
