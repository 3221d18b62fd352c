package import MicroHTTP

/// `tls_server_config` before certificates are read.
package struct WebTLSConfiguration: Sendable, Equatable {
    /// `cert` or `cert_file`.
    var certificate: PlacedValue<PEMSource>
    /// `key` or `key_file`.
    var key: PlacedValue<PEMSource>
    /// `client_ca` or `client_ca_file`.
    var clientAuthorities: PlacedValue<PEMSource>?
    /// `cipher_suites`.
    var cipherSuites: PlacedValue<[TLSCipherSuite]>
    /// `client_auth_type`.
    var clientAuthenticationPlace: PlacedValue<TLSClientAuthentication>
    /// `client_allowed_sans`; nil without it, which is not the same as an empty list.
    package var clientNames: [String]?
    /// `min_version` to `max_version`.
    package var versions: ClosedRange<TLSVersion>
    /// `curve_preferences`.
    package var curves: [TLSCurve]
    /// `prefer_server_cipher_suites`.
    package var prefersOwnOrder: Bool

    /// How clients are asked for certificates.
    package var clientAuthentication: TLSClientAuthentication { clientAuthenticationPlace.value }

    /// Files that certificates or a key are read from.
    var paths: [String] {
        [certificate, key, clientAuthorities].compactMap { $0 }.compactMap { placed in
            if case .file(let path) = placed.value { path } else { nil }
        }
    }

    /// Reads the files and makes everything ready.
    /// - Parameter file: the path of the configuration file, for what is wrong with it.
    /// - Throws: the file that cannot be read, or the setting that cannot be used.
    func context(
        in file: String, readFile: ConfigurationLoader.FileReader
    ) throws(ConfigurationError) -> TLSContext {
        var settings = TLSSettings(
            certificate: try Self.bytes(of: certificate, in: file, readFile),
            key: try Self.bytes(of: key, in: file, readFile))
        settings.clientAuthorities = try Self.bytes(of: clientAuthorities, in: file, readFile)
        settings.clientAuthentication = clientAuthentication
        settings.clientNames = clientNames
        settings.versions = versions
        settings.cipherSuites = cipherSuites.value
        settings.curves = curves
        settings.prefersOwnOrder = prefersOwnOrder
        do throws(MicroHTTPError) {
            return try TLSContext(settings)
        } catch {
            throw ConfigurationError(problems: [problem(error, in: file)])
        }
    }

    private func problem(_ error: MicroHTTPError, in file: String) -> ConfigurationProblem {
        switch error {
        case .unusableTLS(.certificate, let expected, let got):
            certificate.problem(in: file, expected: expected, got: got)
        case .unusableTLS(.clientAuthorities, let expected, let got):
            clientAuthorities?.problem(in: file, expected: expected, got: got)
                ?? clientAuthenticationPlace.problem(
                    in: file, expected: "\(expected) among the system's authorities, or a client_ca", got: got)
        case .unusableTLS(.cipherSuites, let expected, let got):
            cipherSuites.problem(in: file, expected: expected, got: got)
        default:
            certificate.problem(in: file, expected: "TLS to be possible", got: "\(error)")
        }
    }

    private static func bytes(
        of source: PlacedValue<PEMSource>, in file: String, _ readFile: ConfigurationLoader.FileReader
    ) throws(ConfigurationError) -> [UInt8] {
        switch source.value {
        case .inline(let bytes): return bytes
        case .file(let path):
            do throws(UnreadableFileError) {
                // A pipe would hold the server up, and give its content once.
                if FileStamp(path: path)?.isRegular == false {
                    throw UnreadableFileError(reason: "something that is no regular file")
                }
                return try readFile(path)
            } catch {
                let problem = source.problem(
                    in: file, expected: "a readable file", got: "\(error.reason) (\(QuotedText(path).bare))")
                throw ConfigurationError(problems: [problem])
            }
        }
    }

    private static func bytes(
        of source: PlacedValue<PEMSource>?, in file: String, _ readFile: ConfigurationLoader.FileReader
    ) throws(ConfigurationError) -> [UInt8]? {
        guard let source else { return nil }
        let bytes: [UInt8] = try bytes(of: source, in: file, readFile)
        return bytes
    }
}
