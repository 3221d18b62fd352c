internal import Exposition
package import Logging
package import MicroHTTP
internal import Synchronization
package import TencentCloud

/// Keeps the newest scrape ready. Polled data is rendered when it changes, the few live values once a second while
/// somebody scrapes; a request finds finished bytes in the variants that were asked for lately. Whoever asks after a
/// pause waits for a rendering.
package final class ScrapePublisher: Sendable {
    private struct State {
        var polled: EncodedFamilies
        /// The accounts of which `polled` shows a finished poll.
        var shownAccounts: Set<String>
        var scrape: PreparedScrape
        var negotiations = NegotiationMemory()
        var demand = ScrapeDemand()
    }

    private let source: ScrapeSource
    private let renderer: ScrapeRenderer
    private let clock: any WallClock
    private let logger: Logger
    private let changes: ChangeSignal
    private let state: Mutex<State>
    private let families = FamilyScrapes()
    private let renderings = Renderings()

    /// A publisher that has rendered what `source` holds now.
    package init(
        source: ScrapeSource, renderer: ScrapeRenderer, changes: ChangeSignal, clock: any WallClock, logger: Logger
    ) {
        self.source = source
        self.renderer = renderer
        self.changes = changes
        self.clock = clock
        self.logger = logger
        let shownAccounts = source.polledAccounts
        let polled = EncodedFamilies(renderer.polledFamilies(of: source))
        let scrape = PreparedScrape(
            polled: polled, live: EncodedFamilies(renderer.liveFamilies()), isKeptFresh: false)
        state = Mutex(State(polled: polled, shownAccounts: shownAccounts, scrape: scrape))
    }

    /// What a scrape asks for, and the response if it lies ready: the variant was asked for lately.
    ///
    /// This is the whole cost of such a scrape besides the server's own: no string is made of a request that asks for
    /// what an earlier one did.
    package func lookUp(_ request: borrowing ServerRequest) -> (variant: ScrapeVariant, response: PreparedResponse?) {
        let now = clock.now().milliseconds
        return state.withLock { state in
            let variant =
                state.negotiations.variant { request.combinedField($0, equals: $1) }
                ?? state.negotiations.negotiate(
                    accept: request.combinedField("Accept"),
                    acceptEncoding: request.combinedField("Accept-Encoding"))
            state.demand.note(variant, at: now)
            return (variant, state.scrape.responses[variant])
        }
    }

    /// The response to a scrape in one variant, rendered now if it does not lie ready; nil only if it could not be
    /// compressed, which the log says.
    package func response(_ variant: ScrapeVariant) async -> PreparedResponse? {
        let now = clock.now().milliseconds
        state.withLock { $0.demand.note(variant, at: now) }
        await renderings.make(unless: { ready(variant) != nil }, compose)
        return ready(variant)
    }

    private func ready(_ variant: ScrapeVariant) -> PreparedResponse? {
        state.withLock { $0.scrape.responses[variant] }
    }

    /// The response to a scrape of the families of these names, made for this one request: it takes time, but none of a
    /// thread that serves. Nil only if it could not be compressed, which the log says.
    package func response(named names: Set<String>, accept: String?, acceptEncoding: String?) async -> PreparedResponse?
    {
        let variant = ScrapeVariant(accept: accept, acceptEncoding: acceptEncoding)
        let now = clock.now().milliseconds
        state.withLock { $0.demand.noteFamilies(at: now) }
        await renderings.make(unless: { state.withLock { $0.scrape.isKeptFresh } }, compose)
        do throws(MicroHTTPError) {
            return try await families.response(of: state.withLock { $0.scrape }, variant, named: names)
        } catch {
            note(error)
            return nil
        }
    }

    /// Renders with every change and, while scraped, once a second; returns when cancelled.
    package func run() async {
        await withTaskGroup { group in
            group.addTask {
                for await _ in self.changes.stream {
                    let began = self.clock.now()
                    await self.refresh()
                    try? await self.clock.sleep(for: RenderingPace.pause(after: self.clock.now() - began))
                }
            }
            group.addTask {
                while (try? await self.clock.sleep(for: .seconds(1))) != nil {
                    await self.renderings.make(unless: { !self.isScraped }, self.compose)
                }
            }
        }
    }

    /// Whether scrapes show a finished poll of every account that has had one.
    package var showsFirstPolls: Bool {
        let polled = source.polledAccounts
        return state.withLock { polled.isSubset(of: $0.shownAccounts) }
    }

    private var isScraped: Bool { state.withLock { !$0.demand.isEmpty } }

    /// Renders what the source holds now.
    package func refresh() async {
        await renderings.make {
            // Asked for first, so that what is rendered has at least these.
            let shownAccounts = source.polledAccounts
            let polled = EncodedFamilies(renderer.polledFamilies(of: source))
            state.withLock { state in
                state.polled = polled
                state.shownAccounts = shownAccounts
            }
            compose()
        }
    }

    /// Renders outside the lock, so that requests never wait for it.
    private func compose() {
        let now = clock.now().milliseconds
        let (polled, demand) = state.withLock { state in
            state.demand.forget(at: now)
            return (state.polled, state.demand)
        }
        let live = EncodedFamilies(renderer.liveFamilies())
        var scrape = PreparedScrape(polled: polled, live: live, isKeptFresh: !demand.isEmpty)
        prepare(demand.variants, &scrape)
        // The former scrape goes with this function, not under the lock: giving back megabytes takes its time.
        state.withLock { swap(&$0.scrape, &scrape) }
    }

    private func prepare(_ variants: [ScrapeVariant], _ scrape: inout PreparedScrape) {
        for variant in variants {
            do throws(MicroHTTPError) {
                try scrape.prepare(variant)
            } catch {
                note(error)
            }
        }
    }

    private func note(_ error: MicroHTTPError) {
        logger.error("the scrape could not be compressed", metadata: ["error": "\(error)"])
    }
}
