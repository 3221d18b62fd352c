import MPSExporter
import TencentCloud

/// Loads configurations from text under the name `mps.yml`, without touching a file.
enum ConfigurationFixture {
    /// The example of the documentation, every key at a value of its own.
    static let complete = """
        poll_interval: 20s
        state_path: /var/lib/mps/state.sqlite
        accounts:
          - name: prod
            endpoint: http://127.0.0.1:18620
            region: ap-singapore
            credentials:
              secret_id: AKIDexample
              secret_key: "0123456789"
              token: example-token
            poll_interval: 1m30s
            rate_limit: 2.5
            max_pages: 7
            history: 1d
          - name: staging
            credentials:
              secret_id_file: /run/secrets/id
              secret_key_file: /run/secrets/key
              token_file: /run/secrets/token
        histograms:
          wait: [1, 2.5]
          processing: [0.5]
          turnaround: [3, 4, 5]
          native_schema: -4
        labels:
          max_task_types: 3
          max_sub_task_types: 4

        """

    static func load(
        _ text: String, named name: String = "mps.yml", flags: RunFlags = RunFlags(),
        environment: [String: String] = [:]
    ) throws(ConfigurationError) -> ExporterConfiguration {
        try load(Array(text.utf8), named: name, flags: flags, environment: environment)
    }

    static func load(
        _ bytes: [UInt8], named name: String = "mps.yml", flags: RunFlags = RunFlags(),
        environment: [String: String] = [:]
    ) throws(ConfigurationError) -> ExporterConfiguration {
        let loader = ConfigurationLoader(environment: environment) { path throws(UnreadableFileError) in
            guard path == name else { throw UnreadableFileError(reason: "no such file") }
            return bytes
        }
        return try loader.load(file: name, flags: flags)
    }

    /// The lines that a text is refused with; none if it is taken.
    static func refusal(of text: String) -> [String] {
        refusal(of: Array(text.utf8))
    }

    static func refusal(of bytes: [UInt8]) -> [String] {
        do throws(ConfigurationError) {
            _ = try load(bytes)
            return []
        } catch {
            return error.description.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
