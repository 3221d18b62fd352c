internal import Synchronization

/// Credentials of which at least one value stands in a file that may be replaced while the program runs.
///
/// The files are read anew for every credential: that costs less than asking the system whether they changed, and
/// notices every change. What is returned is one snapshot: contents that differ from the last ones are read again until
/// two readings agree, so that a replacement in progress does not mix an old id with a new key.
package final class FileCredentials: CredentialProvider {
    private struct Snapshot {
        let contents: [[UInt8]]
        let credential: Credential
    }

    private let secretID: CredentialSource
    private let secretKey: CredentialSource
    private let token: CredentialSource?
    private let last = Mutex<Snapshot?>(nil)

    /// Each value may come from a file or be given as it is.
    package init(secretID: CredentialSource, secretKey: CredentialSource, token: CredentialSource? = nil) {
        self.secretID = secretID
        self.secretKey = secretKey
        self.token = token
    }

    package func credential() async throws(CredentialError) -> Credential {
        let known = last.withLock { $0 }
        if known == nil {
            for file in files { try file.checkKind() }
        }
        var contents = try readAll()
        if let known, known.contents == contents { return known.credential }
        for _ in 0..<4 {
            let again = try readAll()
            if again == contents { break }
            contents = again
        }
        let fresh = Snapshot(contents: contents, credential: try credential(from: contents))
        last.withLock { $0 = fresh }
        return fresh.credential
    }

    private var sources: [CredentialSource] {
        [secretID, secretKey] + (token.map { [$0] } ?? [])
    }

    private var files: [SecretFile] {
        sources.compactMap { if case .file(let path) = $0 { SecretFile(path: path) } else { nil } }
    }

    private func readAll() throws(CredentialError) -> [[UInt8]] {
        var contents: [[UInt8]] = []
        for file in files { contents.append(try file.read()) }
        return contents
    }

    private func credential(from contents: [[UInt8]]) throws(CredentialError) -> Credential {
        var remaining = contents[...]
        var values: [String] = []
        for source in sources {
            switch source {
            case .literal(let secret, let name):
                values.append(try CredentialRule.checked(secret.reveal(), from: name))
            case .file(let path):
                let text = Self.withoutNewline(remaining.popFirst() ?? [])
                values.append(try CredentialRule.checked(text, from: path))
            }
        }
        return Credential(
            secretID: values[0], secretKey: Secret(values[1]), token: values.count > 2 ? Secret(values[2]) : nil)
    }

    private static func withoutNewline(_ bytes: [UInt8]) -> String {
        let end = bytes.lastIndex { $0 != 0x0A && $0 != 0x0D }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
