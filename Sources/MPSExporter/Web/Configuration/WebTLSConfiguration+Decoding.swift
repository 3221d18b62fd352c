internal import MicroHTTP

extension WebTLSConfiguration {
    private static let keys = [
        "cert", "key", "client_ca", "cert_file", "key_file", "client_ca_file", "client_auth_type",
        "client_allowed_sans",
        "min_version", "max_version", "cipher_suites", "curve_preferences", "prefer_server_cipher_suites",
    ]
    private static let versionNames: [(String, TLSVersion)] = [
        ("TLS10", .tls10), ("TLS11", .tls11), ("TLS12", .tls12), ("TLS13", .tls13),
    ]
    private static let curveNames: [(String, TLSCurve)] = [
        ("CurveP256", .p256), ("CurveP384", .p384), ("CurveP521", .p521), ("X25519", .x25519),
    ]
    private static let clientNames: [(String, TLSClientAuthentication)] = [
        ("NoClientCert", .noCertificate), ("RequestClientCert", .request), ("RequireAnyClientCert", .requireAny),
        ("RequireClientCert", .requireAny), ("VerifyClientCertIfGiven", .verifyIfGiven),
        ("RequireAndVerifyClientCert", .requireAndVerify),
    ]

    /// Reads `tls_server_config`; nil if it is absent, or wrong in a way that stands in the decoder's problems.
    static func read(_ value: ConfigurationValue?, decoder: inout ConfigurationDecoder) -> WebTLSConfiguration? {
        guard let mapping = decoder.mapping(value, keys: keys) else { return nil }
        let certificate = pem("cert", of: mapping, isRequired: true, decoder: &decoder)
        let key = pem("key", of: mapping, isRequired: true, decoder: &decoder)
        let authorities = pem("client_ca", of: mapping, isRequired: false, decoder: &decoder)
        let suites = decoder.words(
            mapping.present("cipher_suites"), of: TLSCipherSuite.allCases.map { ($0.rawValue, $0) },
            called: "cipher suites")
        let curves = decoder.words(mapping.present("curve_preferences"), of: curveNames, called: "curves")
        let prefersOwnOrder = decoder.flag(mapping.present("prefer_server_cipher_suites"))
        let versions = versions(of: mapping, decoder: &decoder)
        let (client, names) = clients(of: mapping, authorities: authorities, decoder: &decoder)
        guard let certificate, let key else { return nil }
        let suitesPlace = mapping["cipher_suites"] ?? mapping.value
        return WebTLSConfiguration(
            certificate: certificate, key: key, clientAuthorities: authorities,
            cipherSuites: PlacedValue(value: suites ?? [], key: suitesPlace.path, position: suitesPlace.position),
            clientAuthentication: client, clientNames: names, versions: versions, curves: curves ?? [],
            prefersOwnOrder: prefersOwnOrder ?? true)
    }

    private static func pem(
        _ name: String, of mapping: ConfigurationMapping, isRequired: Bool, decoder: inout ConfigurationDecoder
    ) -> PlacedValue<PEMSource>? {
        let (inline, file) = (mapping.nonempty(name), mapping.nonempty("\(name)_file"))
        switch (inline, file) {
        case (nil, nil):
            if isRequired {
                decoder.report(mapping.value, expected: "\(name)_file or \(name)", got: "neither")
            }
            return nil
        case (let inline?, _?):
            decoder.report(inline, expected: "\(name)_file or \(name)", got: "both")
            return nil
        case (let inline?, nil):
            return decoder.text(inline, .pem).map {
                PlacedValue(value: .inline(Array($0.utf8)), key: inline.path, position: inline.position)
            }
        case (nil, let file?):
            return decoder.text(file, .path).map {
                PlacedValue(value: .file(path: decoder.fromHere($0)), key: file.path, position: file.position)
            }
        }
    }

    private static func versions(
        of mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder
    ) -> ClosedRange<TLSVersion> {
        let oldest = decoder.word(mapping.nonempty("min_version"), of: versionNames) ?? .tls12
        let newest = decoder.word(mapping.nonempty("max_version"), of: versionNames) ?? .tls13
        guard oldest <= newest else {
            if let value = mapping["max_version"] ?? mapping["min_version"] {
                decoder.report(
                    value, expected: "a max_version that is not below min_version", got: value.description())
            }
            return TLSVersion.tls12...TLSVersion.tls13
        }
        return oldest...newest
    }

    private static func clients(
        of mapping: ConfigurationMapping, authorities: PlacedValue<PEMSource>?, decoder: inout ConfigurationDecoder
    ) -> (TLSClientAuthentication, [String]) {
        let asked = mapping.nonempty("client_auth_type")
        let client = decoder.word(asked, of: clientNames)
        let isKnown = asked == nil || client != nil
        if isKnown, (client ?? .noCertificate) == .noCertificate, let authorities {
            decoder.report(
                authorities.key, at: authorities.position, expected: "a client_auth_type that asks for certificates",
                got: asked == nil ? "none" : "NoClientCert")
        }
        let allowed = mapping.present("client_allowed_sans")
        let names = decoder.list(allowed, of: "names")?.compactMap { decoder.text($0, .subjectName) } ?? []
        if isKnown, let allowed, !names.isEmpty, !(client ?? .noCertificate).requiresCertificate {
            decoder.report(
                allowed, expected: "client_auth_type RequireAnyClientCert or RequireAndVerifyClientCert with it",
                got: asked?.description() ?? "none")
        }
        return (client ?? .noCertificate, names)
    }
}

extension ConfigurationMapping {
    /// The value under a key, unless it is empty text, which to the toolkit is as good as none.
    fileprivate func nonempty(_ key: String) -> ConfigurationValue? {
        present(key).flatMap { $0.scalar?.text == "" ? nil : $0 }
    }
}

extension TextRule<String> {
    /// Certificates or a key; a key must not be shown.
    fileprivate static let pem = TextRule(expected: "text in PEM", hides: { _ in true }, read: { $0 })
    fileprivate static let subjectName = TextRule(expected: "a name of a certificate") { $0.isEmpty ? nil : $0 }
}
