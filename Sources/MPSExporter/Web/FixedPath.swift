/// The paths that every exporter has, besides that of its scrapes.
enum FixedPath: String, CaseIterable {
    case status = "/"
    case config = "/config"
    case api = "/api/v1/status"
    case healthy = "/-/healthy"
    case ready = "/-/ready"
    case reload = "/-/reload"

    /// What answers there.
    var handler: HTTPActivity.Handler {
        switch self {
        case .status: .status
        case .config: .config
        case .api: .api
        case .healthy: .healthy
        case .ready: .ready
        case .reload: .reload
        }
    }
}
