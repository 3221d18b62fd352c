import CurlHTTP
import MediaProcessing
import Synchronization
import TencentCloud

/// What a client is told of polls, and the calls that it sends, in order.
final class NotedCourse: Sendable {
    enum Event: Equatable {
        case pollBegins
        case call(at: UnixTime)
        case pollEnded(next: UnixTime)
    }

    /// Notes calls as they go out.
    struct Transport: HTTPTransport {
        let course: NotedCourse
        let inner: InProcessTransport

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            course.note(.call(at: inner.clock.now()))
            return try await inner.send(request)
        }
    }

    /// Notes what is told, and tells it on.
    struct Lister: TaskLister {
        let course: NotedCourse
        let inner: MediaProcessingClient

        func page(
            _ request: TaskPageRequest, deadline: UnixTime?, priority: CallPriority
        ) async throws(APIError) -> TaskPage {
            try await inner.page(request, deadline: deadline, priority: priority)
        }

        func pollBegins() {
            course.note(.pollBegins)
            inner.pollBegins()
        }

        func pollEnded(next: UnixTime) {
            course.note(.pollEnded(next: next))
            inner.pollEnded(next: next)
        }
    }

    private let noted = Mutex<[Event]>([])

    var events: [Event] { noted.withLock { $0 } }

    private func note(_ event: Event) {
        noted.withLock { $0.append(event) }
    }
}
