import ChildPrograms
import Foundation
import Testing

/// A server of `Peers/peer.py` in a process of its own.
struct Peer {
    /// The peer ended before it had a port; what it wrote on standard error says why.
    struct StartError: Error {}

    let port: Int
    private let scheme: String

    /// Runs a peer for as long as `body` takes.
    static func run<R>(_ arguments: [String] = [], _ body: (Peer) async throws -> R) async throws -> R {
        let (process, port) = try await start(arguments)
        defer { process.kill() }
        return try await body(Peer(port: port, scheme: arguments.contains("--certificate") ? "https" : "http"))
    }

    /// One peer for all tests that look at nothing but their own calls; it ends with the process.
    static func shared() async throws -> Peer {
        try await sharedPeer.value
    }

    private static let sharedPeer = Task {
        let (_, port) = try await start([])
        return Peer(port: port, scheme: "http")
    }

    private static func start(_ arguments: [String]) async throws -> (ChildProcess, port: Int) {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/peer.py").path
        let output = Pipe()
        let process = try ChildProcess(
            ["python3", "-W", "ignore", script] + arguments, output: output.fileHandleForWriting)
        try output.fileHandleForWriting.close()
        guard let port = Int(await firstLine(of: output)) else {
            process.kill()
            throw StartError()
        }
        return (process, port)
    }

    func url(_ path: String) -> String {
        "\(scheme)://127.0.0.1:\(port)\(path)"
    }

    private static func firstLine(of pipe: Pipe) async -> String {
        await withCheckedContinuation { line in
            DispatchQueue.global().async {
                let text = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
                line.resume(returning: text.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
    }
}
