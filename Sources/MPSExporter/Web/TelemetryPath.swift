/// What can be the path of the scrape.
package enum TelemetryPath {
    /// Where the exporter's own acts are, and those that are still to come.
    static let reserved = "/-/"

    /// - Throws: `TelemetryPathError` for a path under which no scraper would find a scrape, or would find one in the
    ///   place of something else.
    package static func check(_ path: String) throws(TelemetryPathError) {
        guard path.hasPrefix("/") else { throw .relative(path) }
        guard !path.unicodeScalars.contains(where: isNoPartOfPath) else { throw .notOnlyPath(path) }
        guard FixedPath(rawValue: path) == nil, !path.hasPrefix(reserved) else { throw .taken(path) }
    }

    /// Whether a URL has this only beside its path, or encoded.
    private static func isNoPartOfPath(_ scalar: Unicode.Scalar) -> Bool {
        "?#%".unicodeScalars.contains(scalar) || scalar.properties.isWhitespace
            || scalar.properties.generalCategory == .control
    }
}
