internal import TencentCloud

extension ExporterConfiguration {
    /// Looks for the credentials of every account.
    /// - Returns: a line for each account whose credentials cannot be had, saying why; none shows a secret.
    package func missingCredentials(in environment: [String: String]) async -> [String] {
        var problems: [String] = []
        for account in accounts {
            do {
                _ = try await account.credentials.provider(environment: environment).credential()
            } catch {
                problems.append("account \(account.name): \(error)")
            }
        }
        return problems
    }
}
