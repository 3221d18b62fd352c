import Foundation

/// A certificate that signs itself, made with openssl.
struct TestCertificate {
    let certificate: [UInt8]
    let key: [UInt8]

    init(name: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (certificateFile, keyFile) = (folder.appendingPathComponent("c"), folder.appendingPathComponent("k"))
        _ = try Peer.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                "-subj", "/CN=\(name)", "-keyout", keyFile.path, "-out", certificateFile.path,
            ])
        certificate = Array(try Data(contentsOf: certificateFile))
        key = Array(try Data(contentsOf: keyFile))
    }
}
