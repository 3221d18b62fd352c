package import Logging
package import MicroHTTP
internal import Synchronization
package import TencentCloud

/// Keeps the newest scrape ready. Polled data is rendered when it changes, the few live values once a second while
/// somebody scrapes; a request finds finished bytes in the variants that were asked for lately.
package final class ScrapePublisher: Sendable {
    private struct State {
        var polled: ScrapePart
        var scrape: PreparedScrape
        /// Renderings begun, and the number of the one that `scrape` shows.
        var begun = 0
        var shown = 0
        /// When each variant was last asked for, in milliseconds since 1970.
        var asked: [ScrapeVariant: Int64] = [:]
    }

    /// For so long after a request its variant is kept ready: several of Prometheus' usual intervals. In milliseconds.
    private static let memory: Int64 = 150_000

    private let source: ScrapeSource
    private let renderer: ScrapeRenderer
    private let clock: any WallClock
    private let logger: Logger
    private let changes: ChangeSignal
    private let state: Mutex<State>

    /// A publisher that has rendered what `source` holds now.
    package init(
        source: ScrapeSource, renderer: ScrapeRenderer, changes: ChangeSignal, clock: any WallClock, logger: Logger
    ) {
        self.source = source
        self.renderer = renderer
        self.changes = changes
        self.clock = clock
        self.logger = logger
        let polled = ScrapePart(renderer.polledFamilies(of: source), endsScrape: false)
        let live = ScrapePart(renderer.liveFamilies(), endsScrape: true)
        state = Mutex(State(polled: polled, scrape: PreparedScrape(polled: polled, live: live)))
    }

    /// The response to a scrape; nil only if it could not be compressed, which the log says.
    package func response(accept: String?, acceptEncoding: String?) -> PreparedResponse? {
        let variant = ScrapeVariant(accept: accept, acceptEncoding: acceptEncoding)
        let now = clock.now().milliseconds
        return state.withLock { state in
            let isFirst = state.asked.updateValue(now, forKey: variant) == nil
            // The first of its kind waits for its own rendering; those after it find it ready.
            if isFirst || state.scrape.responses[variant] == nil { prepare([variant], &state.scrape) }
            return state.scrape.responses[variant]
        }
    }

    /// Renders with every change and, while scraped, once a second; returns when cancelled.
    package func run() async {
        await withTaskGroup { group in
            group.addTask {
                for await _ in self.changes.stream {
                    self.renderPolled()
                    // A sweep changes something with every page; more than a few renderings a second serve nobody.
                    try? await self.clock.sleep(for: .milliseconds(200))
                }
            }
            group.addTask {
                while (try? await self.clock.sleep(for: .seconds(1))) != nil {
                    if self.isScraped { self.compose() }
                }
            }
        }
    }

    private var isScraped: Bool { state.withLock { !$0.asked.isEmpty } }

    private func renderPolled() {
        let polled = ScrapePart(renderer.polledFamilies(of: source), endsScrape: false)
        state.withLock { $0.polled = polled }
        compose()
    }

    /// Renders outside the lock, so that requests never wait for it. Two renderings can overlap: one that was overtaken
    /// is thrown away, or a counter would be seen to fall.
    private func compose() {
        let now = clock.now().milliseconds
        let (polled, variants, number) = state.withLock { state in
            state.asked = state.asked.filter { now - $0.value < Self.memory }
            state.begun += 1
            return (state.polled, Array(state.asked.keys), state.begun)
        }
        let live = ScrapePart(renderer.liveFamilies(), endsScrape: true)
        var scrape = PreparedScrape(polled: polled, live: live)
        prepare(variants, &scrape)
        state.withLock { state in
            guard number > state.shown else { return }
            state.shown = number
            state.scrape = scrape
        }
    }

    private func prepare(_ variants: [ScrapeVariant], _ scrape: inout PreparedScrape) {
        for variant in variants {
            do throws(MicroHTTPError) {
                try scrape.prepare(variant)
            } catch {
                logger.error("the scrape could not be compressed", metadata: ["error": "\(error)"])
            }
        }
    }
}
