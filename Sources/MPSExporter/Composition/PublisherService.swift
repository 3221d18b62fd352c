internal import ServiceLifecycle

/// Keeps scrapes up to date for as long as the process runs.
struct PublisherService: Service {
    let publisher: ScrapePublisher

    func run() async throws {
        await cancelWhenGracefulShutdown { await publisher.run() }
    }
}
