import GRDB
import Glibc

extension LedgerError {
    /// The failure of a statement, by SQLite's result code.
    /// - Parameter systemError: the `errno` behind it, for SQLite calls many of them an input/output error.
    init(_ error: any Error, path: String, systemError: Int32? = nil) {
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
        case .SQLITE_IOERR: self = Self.ofSystem(systemError ?? 0, path: path, reason: reason)
        default: self = .failed(path: path, reason: reason)
        }
    }

    private static func ofSystem(_ code: Int32, path: String, reason: String) -> LedgerError {
        switch code {
        case EROFS, EACCES, EPERM: .readOnly(path: path)
        case ENOSPC, EDQUOT: .diskFull(path: path)
        case 0: .failed(path: path, reason: reason)
        default: .failed(path: path, reason: unsafe "\(reason) (\(String(cString: strerror(code))))")
        }
    }
}
