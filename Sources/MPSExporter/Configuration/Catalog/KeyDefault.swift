/// What a key means that is not there.
package enum KeyDefault: Sendable, Equatable {
    /// This value, as the file would say it.
    case value(String)
    /// Something that the file has no value for, in words.
    case told(String)
    /// The key has to be there.
    case needed
}
