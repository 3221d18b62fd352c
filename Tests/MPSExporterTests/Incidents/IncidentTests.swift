import Foundation
import Testing

/// Incidents played through the real client, collector and rendering in virtual time, and judged by promtool with the
/// rules as they are shipped. `MPS_INCIDENT=name` plays one of them;
/// `MPS_INCIDENTS=folder` keeps what promtool was given.
@Suite struct IncidentTests {
    /// In a debug build those that are soon over; the week, which promtool judges for more than a minute, by `make torture`.
    private static var played: [Incident] {
        if let name = ProcessInfo.processInfo.environment["MPS_INCIDENT"] {
            return Incident.all.filter { $0.name == name }
        }
        return Incident.all.filter { $0.lasts <= Effort.of(debug: 150, release: 1_000, torture: .max) }
    }

    @Test(.timeLimit(.minutes(30)), arguments: played)
    func `the alerts that belong to an incident fire and are resolved in time, and no others`(incident: Incident)
        async throws
    {
        let rules = try RuleFiles()
        let recording = try await IncidentWorld(incident, recording: rules.metrics).play()
        #expect(rules.metrics.subtracting(recording.names) == [], "of these metrics the rules see nothing")
        #expect(Set(incident.alerts.rows.map(\.name)).isSubset(of: rules.alerts))
        let test = PromtoolTest(incident: incident, recording: recording, rules: rules).text
        if let folder = ProcessInfo.processInfo.environment["MPS_INCIDENTS"] {
            let file = incident.name.replacing(" ", with: "-") + ".test.yml"
            try Data(test.utf8).write(to: URL(fileURLWithPath: folder).appendingPathComponent(file))
        }
        let complaint = try await Promtool.complaint(about: test)
        #expect(complaint == nil)
    }

    @Test(.timeLimit(.minutes(30))) func `an incident fails by a rule that is too slow or speaks of what nobody shows`()
        async throws
    {
        let incident = Incident.exporterKilled
        let recording = try await IncidentWorld(incident, recording: RuleFiles().metrics).play()
        let slow = try Self.rules(replacing: "for: 2m", with: "for: 20m")
        defer { try? FileManager.default.removeItem(at: slow) }
        let complaint = try await Promtool.complaint(
            about: PromtoolTest(incident: incident, recording: recording, rules: RuleFiles(in: slow)).text)
        #expect(complaint?.contains("exp: {alertname=\"MPSExporterDown\", severity=\"critical\"}") == true)
        let strange = try Self.rules(replacing: "mps_state_writable", with: "mps_state_readable")
        defer { try? FileManager.default.removeItem(at: strange) }
        #expect(try RuleFiles(in: strange).metrics.subtracting(recording.names) == ["mps_state_readable"])
    }

    /// A copy of the rules with another text in the file of the alerts.
    private static func rules(replacing old: String, with new: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: RuleFiles.shipped, to: folder)
        let file = folder.appendingPathComponent("mps-alerts.rules.yml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing(old, with: new).utf8).write(to: file)
        return folder
    }
}
