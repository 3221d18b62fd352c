/// Why the state file cannot be used, as one line that a person can act on.
package enum LedgerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The folder or file cannot be opened or created.
    case cannotOpen(path: String, reason: String)
    /// The file is no state file, or it is damaged.
    case damaged(path: String, reason: String)
    /// The file was written by a newer version of the exporter.
    case newerSchema(path: String, found: Int, supported: Int)
    /// Another process holds the file.
    case locked(path: String)
    /// The file or its folder may not be written.
    case readOnly(path: String)
    /// No space is left for the file.
    case diskFull(path: String)
    /// The file was removed or replaced while it was in use: what is written would be gone with the process.
    case displaced(path: String)
    /// Any other failure of reading or writing.
    case failed(path: String, reason: String)

    package var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "state file \(path): cannot be opened (\(reason)); expected a writable file in an existing folder"
        case .damaged(let path, let reason):
            "state file \(path): damaged or not a state file (\(reason)); restore it from a backup, or move it away to"
                + " begin counting anew"
        case .newerSchema(let path, let found, let supported):
            "state file \(path): schema version \(found) is newer than this exporter's \(supported); run the newer"
                + " exporter or move the file away"
        case .locked(let path):
            "state file \(path): another process holds it; expected one exporter for each state file"
        case .readOnly(let path):
            "state file \(path): read-only; expected a file and folder that this user may write"
        case .diskFull(let path):
            "state file \(path): no space left on the disk; nothing is counted until there is some"
        case .displaced(let path):
            "state file \(path): removed or replaced while in use; expected the file that was opened: put it back, or"
                + " restart the exporter to count anew from what lies there"
        case .failed(let path, let reason):
            "state file \(path): \(reason)"
        }
    }
}
