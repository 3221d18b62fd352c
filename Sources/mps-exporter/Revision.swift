import CRevision

/// The revision of the sources that are built here, as the Makefile tells the build.
enum Revision {
    /// The first twelve digits of the commit, or "unknown" for a build outside of the Makefile.
    static var current: String {
        let number = mps_revision()
        guard number != 0 else { return "unknown" }
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }
}
