import Foundation

/// Where a command writes to.
enum StandardStream {
    case output
    case error

    /// Writes the text at once. A reader that has gone is no reason to fail: the process ignores SIGPIPE.
    func write(_ text: String) {
        let handle: FileHandle = self == .output ? .standardOutput : .standardError
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
