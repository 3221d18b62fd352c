/// A value of a configuration file with its place, for what is found wrong with it only when it is used.
struct PlacedValue<Value: Sendable & Equatable>: Sendable, Equatable {
    let value: Value
    /// Such as `tls_server_config.cert_file`.
    let key: String
    let position: SourcePosition?

    /// A problem with this value.
    func problem(in file: String, expected: String, got: String) -> ConfigurationProblem {
        ConfigurationProblem(
            source: .file(path: file, position: position), key: key, expected: expected, got: got)
    }
}
