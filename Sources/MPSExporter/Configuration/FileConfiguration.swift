import TencentCloud

/// What the configuration file says; `nil` where it is silent.
struct FileConfiguration: Sendable {
    /// What an entry of `accounts` says.
    struct Account: Sendable {
        var name: String
        var endpoint: Endpoint?
        var region: String?
        var credentials: CredentialSource?
        var pollInterval: Duration?
        var rateLimit: Double?
        var maxPages: Int?
        var history: Duration?
    }

    var pollInterval: Duration?
    var statePath: String?
    var accounts: [Account]?
    var histograms = HistogramConfiguration()
    var labels = LabelLimits()
}
