import CurlHTTP
import MPSExporter
import MediaProcessing
import TencentCloud

/// Obtains one account's credentials and makes one call with them.
struct AccountCheck {
    /// What came of it, in words.
    struct Outcome {
        var credentials: String
        var call: String
        var isGood: Bool
    }

    let account: AccountConfiguration
    let environment: [String: String]
    let transport: any HTTPTransport
    let clock: any WallClock

    func outcome() async -> Outcome {
        let provider: any CredentialProvider
        let credential: Credential
        do {
            provider = try account.credentials.provider(environment: environment)
            credential = try await provider.credential()
        } catch {
            return Outcome(credentials: "\(error)", call: "not made", isGood: false)
        }
        let shown = credential.publicID ?? "a SecretId that does not begin with AKID or IKID: is it the key?"
        let client = APIClient(
            account, credentials: provider, transport: transport, clock: clock,
            observer: APIActivity(actions: [], since: clock.now().milliseconds))
        do {
            let page = try await MediaProcessingClient(client: client).page(
                TaskPageRequest(status: .waiting, limit: 1), deadline: clock.now() + .seconds(20))
            let depth = page.totalCount.map { "\($0) WAITING" } ?? "no TotalCount"
            return Outcome(credentials: shown, call: "ok, \(depth)", isGood: true)
        } catch {
            return Outcome(credentials: shown, call: "\(error)", isGood: false)
        }
    }
}
