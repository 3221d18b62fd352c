import ServiceLifecycle

/// Says that the process is at work. As a service it does so once signals are heeded: whoever reads it may send one.
struct AnnouncementService: Service {
    private let announce: @Sendable () -> Void

    init(_ announce: @escaping @Sendable () -> Void) {
        self.announce = announce
    }

    func run() async throws {
        announce()
        try? await gracefulShutdown()
    }
}
