import ArgumentParser
import CurlHTTP

/// Asks a running exporter whether it is ready, for container health checks.
struct HealthcheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck", abstract: "Ask a running exporter's /-/ready; exit 0 if it is.")

    @Option(help: "Where the exporter is reached.")
    var url = "http://127.0.0.1:10862"

    @OptionGroup var tls: HealthcheckTLSOptions
    @OptionGroup var login: HealthcheckLogin

    func run() async throws {
        let authorization = try login.field()
        let transport: CurlTransport
        do { transport = try CurlTransport(try tls.transport()) } catch let error as HTTPTransportError {
            throw CommandFailure.asConfigured(error)
        }
        defer { transport.shutdown() }
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        let request = HTTPRequest(
            method: .get, url: "\(base)/-/ready", fields: authorization.map { [$0] } ?? [], body: [],
            timeout: .seconds(5))
        let response: HTTPResponse
        do {
            response = try await transport.send(request)
        } catch {
            throw CommandFailure.atWork(error)
        }
        let text = String(decoding: response.body, as: UTF8.self)
        guard response.status == 200 else {
            throw CommandFailure(message: "\(base)/-/ready: expected 200, got \(response.status): \(text)", status: 1)
        }
        StandardStream.output.write(text)
    }
}
