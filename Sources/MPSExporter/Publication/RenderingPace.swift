/// How often polled data is rendered where it changes all the time, as in a sweep, which changes it with every page.
package enum RenderingPace {
    /// More renderings a second than five serve nobody.
    private static let shortest = Duration.milliseconds(200)

    /// However long renderings take, nobody waits longer for the next. It bounds what a clock that is set does, too.
    private static let longest = Duration.seconds(2)

    /// How long to wait after a rendering that took so long: it may take a twentieth of a processor, no more, unless that
    /// would keep what is new back for too long.
    package static func pause(after rendering: Duration) -> Duration {
        min(max(rendering * 19, shortest), longest)
    }
}
