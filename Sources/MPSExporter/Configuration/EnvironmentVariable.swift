/// A variable of the environment that the exporter itself reads. Those of credentials stand with their reader
/// (`CredentialVariable`), those of proxies are libcurl's.
package enum EnvironmentVariable: String, CaseIterable, Sendable {
    case stateDirectory = "STATE_DIRECTORY"
    case notifySocket = "NOTIFY_SOCKET"
    case watchdogMicroseconds = "WATCHDOG_USEC"
    case watchdogProcess = "WATCHDOG_PID"
    case listenDescriptors = "LISTEN_FDS"
    case listenProcess = "LISTEN_PID"

    /// What it is for.
    package var meaning: String {
        switch self {
        case .stateDirectory: "Folder of the state file, if neither file nor flag names one; systemd sets it."
        case .notifySocket:
            "Set by systemd for `Type=notify`: where it is told of readiness, reloads, the stop and, if it asks, of life."
        case .watchdogMicroseconds: "Set by systemd's watchdog: how often it wants to hear of life."
        case .watchdogProcess: "Set by systemd: the process that the watchdog is for; another one ignores it."
        case .listenDescriptors: "Set by systemd for `--web.systemd-socket`: how many listening sockets are passed."
        case .listenProcess: "Set by systemd: the process that the sockets are for; another one refuses them."
        }
    }
}

extension [String: String] {
    /// The value of a variable.
    subscript(variable: EnvironmentVariable) -> String? { self[variable.rawValue] }
}
