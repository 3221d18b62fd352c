/// Where certificates or a key come from.
enum PEMSource: Sendable, Equatable {
    /// They stand in the configuration file itself.
    case inline([UInt8])
    /// They stand in a file of their own.
    case file(path: String)
}
