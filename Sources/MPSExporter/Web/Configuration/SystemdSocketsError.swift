/// Why no sockets could be taken from systemd.
package struct SystemdSocketsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The end of "expected …".
    let expected: String
    /// The end of "got …".
    let got: String

    /// One line to act on.
    package var description: String {
        "expected \(expected), got \(got): start it by a .socket unit, or leave the flag out"
    }
}
