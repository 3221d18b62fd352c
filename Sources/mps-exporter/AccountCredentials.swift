import MPSExporter
import TencentCloud

/// The credentials of all accounts, before anything else is begun.
struct AccountCredentials {
    private let options: ExporterOptions

    init(_ options: ExporterOptions) {
        self.options = options
    }

    /// - Throws: `CommandFailure` naming the first account whose credentials cannot be had.
    func requireAll() async throws {
        for account in options.configuration.accounts {
            do {
                _ = try await account.credentials.provider(environment: options.environment).credential()
            } catch {
                throw CommandFailure(message: "account \(account.name): \(error)", status: 2)
            }
        }
    }
}
