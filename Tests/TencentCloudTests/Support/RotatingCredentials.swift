import Synchronization
import TencentCloud

/// Gives one credential after the other, the last one for ever.
final class RotatingCredentials: CredentialProvider {
    private let remaining: Mutex<[Result<Credential, CredentialError>]>

    init(_ credentials: [Result<Credential, CredentialError>]) {
        remaining = Mutex(credentials)
    }

    func credential() async throws(CredentialError) -> Credential {
        let next = remaining.withLock { $0.count > 1 ? $0.removeFirst() : $0.first }
        guard let next else { throw .blank(source: "nothing") }
        return try next.get()
    }
}
