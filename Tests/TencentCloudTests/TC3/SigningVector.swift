import TencentCloud
import Testing

/// A request whose signature is known: A to C as published, D to F as the provider's own client signs, G to J for
/// compact bodies.
struct SigningVector: Sendable, CustomTestStringConvertible {
    var name: String
    var service = "mps"
    var timestamp: Int64 = 1_767_225_600
    var date = "2026-01-01"
    var contentType = "application/json"
    var host = "mps.tencentcloudapi.com"
    var action: String?
    var secretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
    var body: String
    var signature: String

    var testDescription: String {
        name
    }

    var request: CanonicalRequest {
        var fields = [(name: "Host", value: host), (name: "Content-Type", value: contentType)]
        if let action { fields.append(("X-TC-Action", action)) }
        return CanonicalRequest(method: "POST", fields: fields, body: Array(body.utf8))
    }

    static let publishedBody =
        #"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#
    static let compactBody = #"{"Limit":100,"Status":"WAITING"}"#

    static func published(_ name: String, key: String, action: String? = nil, signature: String) -> SigningVector {
        SigningVector(
            name: name, service: "cvm", timestamp: 1_551_113_065, date: "2019-02-25",
            contentType: "application/json; charset=utf-8", host: "cvm.tencentcloudapi.com", action: action,
            secretKey: key, body: publishedBody, signature: signature)
    }

    static let a = published(
        "A", key: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
        signature: "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168")
    static let c = published(
        "C", key: String(repeating: "*", count: 32), action: "DescribeInstances",
        signature: "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f")

    static let all = [
        a,
        published(
            "B", key: "Gu5t9xGARNpq86cd98joQYCN3*******",
            signature: "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c"),
        c,
        SigningVector(
            name: "D", body: #"{"Status": "WAITING", "Limit": 100}"#,
            signature: "c17092f9cc24b30a7240684e82df3457e97754686c4a8b59d3dff0b1cf4ae75c"),
        SigningVector(
            name: "E", host: "mps.intl.tencentcloudapi.com", body: #"{"Status": "WAITING", "Limit": 100}"#,
            signature: "9fc0c6f1321602ad2a50011370403ba0f65cf6585943d989718438aa741b4aae"),
        SigningVector(
            name: "F", body: #"{"Status": "FINISH", "Limit": 100, "ScrollToken": "taskId6"}"#,
            signature: "eb6a0391923f0c7d604d3c5276c8a4e44c96b58cb3764d7044d3be46fe1cb4d5"),
        SigningVector(
            name: "G", body: compactBody,
            signature: "c8112917d8dc1f1a45a8b4c973c914880a9ec29af5b581a276d7e6679fbd7293"),
        SigningVector(
            name: "H", contentType: "application/json; charset=utf-8", body: compactBody,
            signature: "dade9f66ae354691a9e28cd51fa83bdbab4ba5c7424534d305871db1e0da6406"),
        SigningVector(
            name: "I", timestamp: 1_767_225_599, date: "2025-12-31", body: compactBody,
            signature: "10adec857193bd2ea85c8113c1f24206d8de62b5ea10a5df06b26ce7615f43c2"),
        SigningVector(
            name: "J", contentType: "application/json; charset=utf-8", action: "DescribeTasks", body: compactBody,
            signature: "05706ef5786848bbdb8bb2d6894a8f4d32abaf2bb216fe6c201c0eea75f61946"),
    ]
}
