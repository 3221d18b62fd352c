/// Why a file could not be read.
package struct UnreadableFileError: Error, Sendable, Equatable {
    /// Such as `no such file`; stands at the end of "expected a readable file, got …".
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}
