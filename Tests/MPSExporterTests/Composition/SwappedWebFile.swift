import ChildPrograms
import Foundation
import Testing

/// A web configuration file with TLS and a user, whose certificate and header fields change at a stroke.
struct SwappedWebFile: Sendable {
    /// The user's name and password, as a client sends them: the password is "correct horse".
    static let credentials = "Basic \(Data("alice:correct horse".utf8).base64EncodedString())"

    private static let users = "basic_auth_users: {alice: $2b$04$GD85RPXnUNQ1yvbs0SAJduYw8O0R1rJ.wvk2BwaJH5nKBq9LCyufK}"

    /// Where it lies.
    let path: String
    /// PEM of all certificates that it ever has, each of which signs itself.
    let authorities: String
    private let identities: [(certificate: String, key: String)]

    /// Makes certificates, and the file with the first of them.
    init(in folder: URL) async throws {
        path = folder.appending(path: "web.yml").path
        identities = try await [Self.identity(number: 0, in: folder), Self.identity(number: 1, in: folder)]
        let bundle = folder.appending(path: "authorities.pem")
        try Data(identities.map(\.certificate).joined().utf8).write(to: bundle)
        authorities = bundle.path
        try swap(to: 0)
    }

    /// Replaces the file by the one of this number.
    func swap(to number: Int) throws {
        let identity = identities[number % identities.count]
        let text = """
            tls_server_config:
              cert: |
            \(Self.indented(identity.certificate))
              key: |
            \(Self.indented(identity.key))
            http_server_config: {headers: {X-Frame-Options: \(number.isMultiple(of: 2) ? "deny" : "sameorigin")}}
            \(Self.users)
            """
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    }

    private static func identity(number: Int, in folder: URL) async throws -> (certificate: String, key: String) {
        let files = ["certificate", "key"].map { folder.appending(path: "\($0)\(number).pem") }
        let openssl = try ChildProcess([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2", "-subj", "/CN=\(number)", "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0].path, "-keyout",
            files[1].path,
        ])
        try #require(await openssl.status() == 0, "openssl made no certificate")
        let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        return (texts[0], texts[1])
    }
}
