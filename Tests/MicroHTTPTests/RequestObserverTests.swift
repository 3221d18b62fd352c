import MicroHTTP
import Synchronization
import Testing

@Suite struct RequestObserverTests {
    /// Remembers what it is told, and passes it on.
    private final class Recorder: RequestObserver {
        struct Completion: Equatable {
            let status: Int
            let tag: Int
            let isComplete: Bool
        }

        private let completions = Mutex<[Completion]>([])
        private let told = Signal()

        func requestCompleted(status: Int, tag: Int, isComplete: Bool) {
            completions.withLock { $0.append(Completion(status: status, tag: tag, isComplete: isComplete)) }
            told.send()
        }

        /// The completions, once there are this many.
        func first(_ count: Int) -> [Completion] {
            for _ in 0..<count {
                _ = told.wait()
            }
            return completions.withLock { $0 }
        }
    }

    private let get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"

    @Test func `hears of every answer with its status and tag`() async throws {
        let recorder = Recorder()
        let handler = ClosureHandler { request in
            switch request.path {
            case "/later": .later { .text("", status: 500, tag: 2) }
            case "/": .now(.text("", tag: 1))
            default: .now(.text("", status: 404, tag: 3))
            }
        }
        try await withServer(handler, observer: recorder, configure: { $0.maxBodyBytes = 1 }) { server in
            let client = try server.connect()
            _ = try client.ask(get)
            _ = try client.ask("GET /later HTTP/1.1\r\nHost: test\r\n\r\n")
            _ = try client.ask("HEAD /other HTTP/1.1\r\nHost: test\r\n\r\n", toHead: true)
            _ = try client.ask("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\nab")
            #expect(
                recorder.first(4) == [
                    .init(status: 200, tag: 1, isComplete: true), .init(status: 500, tag: 2, isComplete: true),
                    .init(status: 404, tag: 3, isComplete: true), .init(status: 413, tag: 0, isComplete: true),
                ])
        }
    }

    @Test func `hears of an answer that broke off`() async throws {
        let recorder = Recorder()
        let large = PreparedResponse(status: 200, fields: [], body: [UInt8](repeating: 120, count: 30_000_000), tag: 1)
        try await withServer(ClosureHandler { _ in .now(large) }, observer: recorder) { server in
            let client = try server.connect(receiveBuffer: 4096)
            try client.send(get)
            #expect(client.hasBytes(within: 60_000))
            client.reset()
            #expect(recorder.first(1) == [.init(status: 200, tag: 1, isComplete: false)])
        }
    }
}
