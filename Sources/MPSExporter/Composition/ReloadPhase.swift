/// How far an attempt to reload the configuration has come.
package enum ReloadPhase: Sendable, Equatable {
    /// The file is being read.
    case begun
    /// Another configuration is in force.
    case succeeded
    /// The old one stays.
    case failed
}
