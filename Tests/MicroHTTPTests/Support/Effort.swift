import Foundation

/// How much a test that could go on for ever does: little in a debug build, more in a release build, all of it by
/// `make torture`.
enum Effort {
    static func of(debug: Int, release: Int, torture: Int) -> Int {
        if ProcessInfo.processInfo.environment["MPS_TORTURE"] != nil { return torture }
        #if DEBUG
        return debug
        #else
        return release
        #endif
    }
}
