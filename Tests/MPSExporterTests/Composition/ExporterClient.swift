import CurlHTTP
import Foundation
import Testing

/// Asks an exporter as scrapers, browsers and operators do, and expects whole answers.
struct ExporterClient: Sendable {
    let transport: CurlTransport
    let url: String

    func ask(
        _ path: String, _ method: HTTPRequest.Method = .get, accept: String = "*/*"
    ) async throws(HTTPTransportError) -> String {
        let fields = [
            HTTPField(name: "Accept", value: accept),
            HTTPField(name: "Authorization", value: SwappedWebFile.credentials),
        ]
        let answer = try await transport.send(HTTPRequest(method: method, url: url + path, fields: fields))
        #expect(answer.status == 200, "\(method.rawValue) \(path)")
        return String(decoding: answer.body, as: UTF8.self)
    }

    /// Scrapes one after the other; what one has shown of the exporter's own requests no later one takes back.
    func scrape(times: Int, accept: String) async throws {
        var most = 0.0
        for _ in 0..<times {
            let text = try await ask("/metrics", accept: accept)
            guard accept != "application/vnd.google.protobuf" else { continue }
            #expect(text.hasSuffix(accept == "text/plain" ? "\n" : "\n# EOF\n"))
            let served = served(in: text)
            #expect(served >= most)
            most = max(most, served)
        }
        #expect(most > 0 || accept == "application/vnd.google.protobuf")
    }

    private func served(in text: String) -> Double {
        let series = "mps_exporter_http_requests_total{code=\"200\",handler=\"metrics\"} "
        return text.split(separator: "\n").first { $0.hasPrefix(series) }
            .flatMap { Double($0.dropFirst(series.count)) } ?? 0
    }

    /// Everything that is not a scrape of all.
    func look(times: Int) async throws {
        for _ in 0..<times {
            for path in ["/", "/api/v1/status", "/config", "/-/healthy", "/metrics?name[]=mps_exporter_build_info"] {
                #expect(try await ask(path).isEmpty == false)
            }
        }
    }

    /// Tries a password that nobody has.
    func guess(_ number: Int) async throws {
        let credentials = Data("alice:\(number)".utf8).base64EncodedString()
        let fields = [HTTPField(name: "Authorization", value: "Basic \(credentials)")]
        let answer = try await transport.send(HTTPRequest(method: .get, url: url + "/metrics", fields: fields))
        #expect(answer.status == 401)
    }

    func reload(times: Int) async throws {
        for _ in 0..<times { _ = try await ask("/-/reload", .post) }
    }

    func scrapeUntilRefused() async {
        while (try? await ask("/metrics")) != nil {}
    }
}
