import MPSExporter
import Testing

/// The reference and the decoder hold together: each key of the catalogue is read, with the default and the limits that
/// the reference tells, and the decoder knows no other.
@Suite struct ConfigurationReferenceTests {
    private static let places = KeyPlace.all

    private func problems(of text: String, in place: KeyPlace) -> [ConfigurationProblem] {
        do throws(ConfigurationError) {
            _ = try place.configuration(of: text)
            return []
        } catch {
            return error.problems
        }
    }

    @Test func `has every key of the documentation's example`() {
        let names = Set(Self.places.filter { !$0.isWeb }.map(\.definition.name))
        #expect(names.count == 24)
        for name in names { #expect(ConfigurationFixture.complete.contains("\(name):"), "\(name)") }
    }

    @Test(arguments: places)
    func `a value of the wrong kind is refused at the key`(place: KeyPlace) {
        let found = problems(of: place.document(with: "[[]]"), in: place)
        #expect(found.contains { $0.key?.hasPrefix(place.path) ?? false }, "\(found)")
    }

    @Test(arguments: places)
    func `the message tells what the reference tells`(place: KeyPlace) throws {
        // Of a list, its items are judged; of a header field and PEM, any text is good.
        guard place.definition.section == nil, !place.definition.type.hasPrefix("list") else { return }
        let found = problems(of: place.document(with: "{}"), in: place).filter { $0.key == place.path }
        if place.definition.name == "basic_auth_users" { return #expect(found.isEmpty) }
        #expect(found.map(\.expected) == [place.definition.expected])
    }

    @Test(arguments: places)
    func `the example is taken and acts`(place: KeyPlace) throws {
        guard let example = place.definition.example else { return #expect(place.definition.section != nil) }
        let changed = try place.configuration(of: place.document(with: example))
        guard place.definition.standard != .needed else { return }
        #expect(changed != (try place.configuration(of: place.document(with: nil))))
    }

    @Test(arguments: places)
    func `the default is what its absence means`(place: KeyPlace) throws {
        guard case .value(let standard) = place.definition.standard else { return }
        let written = try place.configuration(of: place.document(with: standard))
        var absent = try place.configuration(of: place.document(with: nil))
        // That it is without effect is all that is known of HTTP/2.
        if place.definition.name == "http2" { absent = absent.replacing("http2: nil", with: "http2: Optional(true)") }
        #expect(written == absent)
    }

    @Test(arguments: places)
    func `what is needed is missed`(place: KeyPlace) {
        let found = problems(of: place.document(with: nil), in: place)
        #expect(found.isEmpty == (place.definition.standard != .needed), "\(found)")
    }

    @Test(arguments: [("accounts", 8), ("histograms", 4), ("tls_server_config", 13), ("rate_limit", 2)])
    func `an unknown key is refused with the names that the reference has`(section: String, count: Int) throws {
        let place = try #require(Self.places.first { $0.path == section })
        let list = section == "accounts" ? "[{unknown: 1}]" : "{unknown: 1}"
        let names = try #require(place.definition.section?.keys.map(\.name))
        #expect(names.count == count)
        let expected = "one of \(names.joined(separator: ", "))"
        #expect(problems(of: "{\(section): \(list)}", in: place).contains { $0.expected == expected })
    }

    @Test(arguments: places)
    func `the page has a row for it`(place: KeyPlace) {
        let page = ConfigurationReference.page(flags: "")
        #expect(page.contains("| `\(place.definition.name)` | \(place.definition.type)"))
        #expect(!place.definition.meaning.isEmpty)
    }
}
