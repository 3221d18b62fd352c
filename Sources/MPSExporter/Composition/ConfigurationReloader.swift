package import Logging
package import TencentCloud

/// Loads the configuration anew and goes over to it: all of it, or nothing if anything of it is wrong.
package actor ConfigurationReloader {
    private let inForce: ConfigurationInForce
    private let load: @Sendable () throws -> ExporterConfiguration
    private let environment: [String: String]
    private let apply: @Sendable (ExporterConfiguration) async throws -> AccountChanges
    private let follow: @Sendable (ReloadPhase) -> Void
    private let clock: any WallClock
    private let logger: Logger
    private var latest: Task<String?, Never>?
    /// The attempt that has not begun yet: whoever asks meanwhile is served by it, so that a flood of asking costs little.
    private var waiting: Task<String?, Never>?

    /// - Parameters:
    ///   - load: reads file and flags; what it throws is shown to whoever asked for the reload.
    ///   - apply: goes over to a configuration, or throws and leaves everything as it was.
    ///   - follow: told how each attempt goes.
    package init(
        inForce: ConfigurationInForce, environment: [String: String],
        load: @escaping @Sendable () throws -> ExporterConfiguration,
        apply: @escaping @Sendable (ExporterConfiguration) async throws -> AccountChanges,
        follow: @escaping @Sendable (ReloadPhase) -> Void, clock: any WallClock, logger: Logger
    ) {
        self.inForce = inForce
        self.environment = environment
        self.load = load
        self.apply = apply
        self.follow = follow
        self.clock = clock
        self.logger = logger
    }

    /// Reloads, after all reloads that were asked for before.
    /// - Returns: why the old configuration stays, one line for each reason; nil if the new one is in force.
    package func reload() async -> String? {
        if let waiting { return await waiting.value }
        let earlier = latest
        // A task of its own: whoever asked may go away, which must not leave half of the accounts changed.
        let attempt = Task {
            _ = await earlier?.value
            self.waiting = nil
            return await self.attempt()
        }
        latest = attempt
        waiting = attempt
        return await attempt.value
    }

    private func attempt() async -> String? {
        follow(.begun)
        do {
            let configuration = try load()
            try await check(configuration)
            let changes = try await apply(configuration)
            inForce.replace(by: configuration, loadedAt: clock.now().milliseconds)
            follow(.succeeded)
            logger.notice(
                "configuration reloaded",
                metadata: [
                    "added": "\(changes.added.joined(separator: ", "))",
                    "changed": "\(changes.changed.joined(separator: ", "))",
                    "removed": "\(changes.removed.joined(separator: ", "))",
                ])
            return nil
        } catch {
            inForce.noteFailure()
            follow(.failed)
            logger.error("configuration not reloaded; the old one stays in force", metadata: ["error": "\(error)"])
            return "\(error)"
        }
    }

    /// What a start would refuse, and what only a start can change.
    private func check(_ configuration: ExporterConfiguration) async throws {
        var problems = await configuration.missingCredentials(in: environment)
        let path = inForce.configuration.statePath
        if configuration.statePath != path {
            problems.insert(ReloadError.statePathChange(from: path, to: configuration.statePath), at: 0)
        }
        if !problems.isEmpty { throw ReloadError(problems: problems) }
    }
}
