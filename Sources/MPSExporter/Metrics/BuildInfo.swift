/// What is running.
package struct BuildInfo: Sendable, Equatable {
    /// The version of the exporter.
    package let version: String
    /// The revision of its sources; `unknown` where the build did not say.
    package let revision: String
    /// The version of the Swift compiler.
    package let swiftVersion: String

    /// Says what is running.
    package init(version: String, revision: String, swiftVersion: String) {
        self.version = version
        self.revision = revision
        self.swiftVersion = swiftVersion
    }
}
