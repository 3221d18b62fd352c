import ChildPrograms
import Foundation
import Testing

/// A self-signed certificate and its key, as files in a folder that lives as long as the test.
struct Certificate {
    let certificatePath: String
    let keyPath: String

    /// The arguments that make a peer speak TLS with it.
    var peerArguments: [String] { ["--certificate", certificatePath, "--key", keyPath] }

    /// Makes a certificate for a name such as `IP:127.0.0.1`.
    static func run<R>(for name: String, _ body: (Certificate) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "curl-http-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificate = Certificate(
            certificatePath: folder.appending(path: "certificate.pem").path,
            keyPath: folder.appending(path: "key.pem").path)
        let openssl = try ChildProcess([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=peer", "-addext", "subjectAltName=\(name)",
            "-out", certificate.certificatePath, "-keyout", certificate.keyPath,
        ])
        try #require(await openssl.status() == 0, "openssl made no certificate")
        return try await body(certificate)
    }
}
