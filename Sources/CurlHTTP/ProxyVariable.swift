/// A variable of the environment that libcurl itself reads for each call.
package enum ProxyVariable: String, CaseIterable, Sendable {
    case https = "https_proxy"
    case http = "http_proxy"
    case all = "all_proxy"
    case none = "no_proxy"

    /// What it is for. All but `http_proxy` may be written in capitals too.
    package var meaning: String {
        switch self {
        case .https: "The proxy for calls to the API, as a URL; also `HTTPS_PROXY`."
        case .http: "The same for endpoints that a URL with http names; not in capitals."
        case .all: "The same for both; also `ALL_PROXY`."
        case .none: "Hosts that are called without a proxy, with commas between them; also `NO_PROXY`."
        }
    }
}
