import MPSExporter

/// What was built.
enum Build {
    /// The version, and the revision of the sources if the build set it.
    static let info = BuildInfo(version: "0.1.0", revision: Revision.current, swiftVersion: swiftVersion)

    private static var swiftVersion: String {
        #if compiler(>=6.4)
        "6.4 or newer"
        #elseif compiler(>=6.3)
        "6.3"
        #elseif compiler(>=6.2)
        "6.2"
        #else
        "older than 6.2"
        #endif
    }
}

extension BuildInfo {
    /// The line of `--version`.
    var line: String { "mps-exporter \(version) (revision \(revision), Swift \(swiftVersion))" }
}
