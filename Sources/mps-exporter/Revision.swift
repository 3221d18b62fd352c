/// The revision of the sources that are built here; a release build from a checkout writes it.
enum Revision {
    static let current = "unknown"
}
