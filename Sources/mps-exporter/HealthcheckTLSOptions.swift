import ArgumentParser
import CurlHTTP

/// How a health check speaks TLS with an exporter that has a web configuration.
struct HealthcheckTLSOptions: ParsableArguments {
    @Option(help: "PEM file of the authorities, or of the very certificate, to trust instead of the system's.")
    var caFile: String?

    @Flag(help: "Trust whatever certificate is shown, for any name.")
    var insecure = false

    @Option(help: "PEM file of a client certificate, for an exporter that asks for one.")
    var certFile: String?

    @Option(help: "PEM file of the client certificate's key.")
    var keyFile: String?

    /// The configuration of the transport.
    /// - Throws: `CommandFailure` for options that contradict each other.
    func transport() throws -> CurlTransport.Configuration {
        guard !insecure || caFile == nil else {
            throw CommandFailure(message: "expected --ca-file or --insecure, got both", status: 2)
        }
        var configuration = CurlTransport.Configuration()
        configuration.caBundle = caFile
        configuration.verifiesServer = !insecure
        // A proxy that the exporter reaches the API through is not on the way to the exporter.
        configuration.usesProxies = false
        switch (certFile, keyFile) {
        case (nil, nil): break
        case (let certificate?, let key?): configuration.clientCertificate = (certificate, key)
        default: throw CommandFailure(message: "expected --cert-file and --key-file, got one of them", status: 2)
        }
        return configuration
    }
}
