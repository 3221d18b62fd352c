import FoundationEssentials
import GRDB

extension LedgerError {
    /// The failure of a statement, by SQLite's result code.
    init(_ error: any Error, path: String) {
        if error is RowDecodingError {
            self = .damaged(path: path, reason: "a value is missing or of the wrong type")
            return
        }
        guard let error = error as? DatabaseError else {
            self = (error as? LedgerError) ?? .failed(path: path, reason: "\(error)")
            return
        }
        let reason = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, reason: reason)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, reason: reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
        case .SQLITE_FULL: self = .diskFull(path: path)
        // So SQLite calls a write that fails because the disk has become read-only.
        case .SQLITE_IOERR where !FileManager.default.isWritableFile(atPath: path): self = .readOnly(path: path)
        case .SQLITE_IOERR: self = .failed(path: path, reason: "\(reason) (\(error.extendedResultCode))")
        default: self = .failed(path: path, reason: reason)
        }
    }
}
