/// How a time that is not set looks on the wire.
package enum UnsetForm: Sendable, Hashable, CaseIterable {
    /// `0000-00-00T00:00:00Z`, as MPS documents it.
    case zeros
    /// `0001-01-01T00:00:00Z`, as VOD shows it.
    case yearOne
    /// The empty string.
    case empty
    /// JSON null.
    case null
    /// The field is not there.
    case absent
}
