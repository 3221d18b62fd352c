/// How the last attempt to load the configuration went.
package struct ReloadState: Sendable, Equatable {
    /// Whether it succeeded.
    package var isSuccessful: Bool
    /// When the configuration in force was loaded, in milliseconds since 1970.
    package var lastSuccess: Int64

    /// The state after an attempt.
    package init(isSuccessful: Bool, lastSuccess: Int64) {
        self.isSuccessful = isSuccessful
        self.lastSuccess = lastSuccess
    }
}
