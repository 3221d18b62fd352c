import FoundationEssentials

/// One small file that holds one value.
struct SecretFile: Sendable {
    /// Far more than the longest token; less than anything that was named by mistake.
    static let limit = 65_536

    let path: String

    /// Throws unless the path leads to a regular file: reading a pipe or a device might never end.
    func checkKind() throws(CredentialError) {
        guard try attributes()[.type] as? FileAttributeType == .typeRegular else {
            throw .unreadable(path: path, reason: "not a regular file")
        }
    }

    private func attributes() throws(CredentialError) -> [FileAttributeKey: Any] {
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        return try attempt { try FileManager.default.attributesOfItem(atPath: target) }
    }

    /// The bytes of the file.
    func read() throws(CredentialError) -> [UInt8] {
        // FoundationEssentials loses 4 KiB with each empty file that it reads, and an exporter without credentials reads
        // its own again at every call.
        let size = try attributes()[.size] as? UInt64
        guard size != 0 else { return [] }
        try checkLength(size ?? 0)
        let bytes = try attempt { try [UInt8](Data(contentsOf: URL(filePath: path))) }
        try checkLength(UInt64(bytes.count))
        return bytes
    }

    /// Asked before as well, so that a file of gigabytes is not read to be refused.
    private func checkLength(_ bytes: UInt64) throws(CredentialError) {
        guard bytes <= Self.limit else {
            throw .unreadable(path: path, reason: "longer than \(Self.limit) bytes: expected one value")
        }
    }

    private func attempt<Result>(_ work: () throws -> Result) throws(CredentialError) -> Result {
        do {
            return try work()
        } catch let error as CocoaError {
            throw .unreadable(path: path, reason: Self.reason(of: error))
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }

    private static func reason(of error: CocoaError) -> String {
        switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile: "no such file"
        case .fileReadNoPermission: "permission denied"
        default: error.underlying.map { "\($0)" } ?? "error \(error.code.rawValue)"
        }
    }
}
