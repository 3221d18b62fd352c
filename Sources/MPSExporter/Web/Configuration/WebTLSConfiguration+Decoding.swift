internal import MicroHTTP

extension WebTLSConfiguration {
    /// Reads `tls_server_config`; nil if it is wrong in a way that stands in the decoder's problems.
    static func read(_ mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) -> WebTLSConfiguration? {
        let certificate = pem(TLSKeys.cert, TLSKeys.certFile, of: mapping, isRequired: true, decoder: &decoder)
        let key = pem(TLSKeys.key, TLSKeys.keyFile, of: mapping, isRequired: true, decoder: &decoder)
        let authorities = pem(
            TLSKeys.clientCA, TLSKeys.clientCAFile, of: mapping, isRequired: false, decoder: &decoder)
        let suites = decoder.value(TLSKeys.cipherSuites, of: mapping)
        let curves = decoder.value(TLSKeys.curvePreferences, of: mapping)
        let prefersOwnOrder = decoder.value(TLSKeys.prefersOwnOrder, of: mapping)
        let versions = versions(of: mapping, decoder: &decoder)
        let (client, names) = clients(of: mapping, authorities: authorities, decoder: &decoder)
        guard let certificate, let key else { return nil }
        let clientKey = "\(mapping.value.path).\(TLSKeys.clientAuthType.name)"
        let suitesPlace = mapping[TLSKeys.cipherSuites] ?? mapping.value
        return WebTLSConfiguration(
            certificate: certificate, key: key, clientAuthorities: authorities,
            cipherSuites: PlacedValue(value: suites ?? [], key: suitesPlace.path, position: suitesPlace.position),
            clientAuthenticationPlace: PlacedValue(
                value: client, key: clientKey, position: mapping.value.position),
            clientNames: names, versions: versions, curves: curves ?? [],
            prefersOwnOrder: prefersOwnOrder ?? true)
    }

    private static func pem(
        _ inline: ConfigurationKey<String>, _ file: ConfigurationKey<String>, of mapping: ConfigurationMapping,
        isRequired: Bool, decoder: inout ConfigurationDecoder
    ) -> PlacedValue<PEMSource>? {
        let forms = "\(file.name) or \(inline.name)"
        switch (mapping[inline], mapping[file]) {
        case (nil, nil):
            if isRequired {
                decoder.report(mapping.value, expected: forms, got: "neither")
            }
            return nil
        case (let found?, _?):
            decoder.report(found, expected: forms, got: "both")
            return nil
        case (let found?, nil):
            return decoder.value(inline, of: mapping).map {
                PlacedValue(value: .inline(Array($0.utf8)), key: found.path, position: found.position)
            }
        case (nil, let found?):
            return decoder.value(file, of: mapping).map {
                PlacedValue(value: .file(path: decoder.fromHere($0)), key: found.path, position: found.position)
            }
        }
    }

    private static func versions(
        of mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder
    ) -> ClosedRange<TLSVersion> {
        let oldest = decoder.value(TLSKeys.minVersion, of: mapping) ?? .tls12
        let newest = decoder.value(TLSKeys.maxVersion, of: mapping) ?? .tls13
        guard oldest <= newest else {
            if let value = mapping[TLSKeys.maxVersion] ?? mapping[TLSKeys.minVersion] {
                decoder.report(
                    value, expected: "a max_version that is not below min_version", got: value.description())
            }
            return TLSVersion.tls12...TLSVersion.tls13
        }
        return oldest...newest
    }

    private static func clients(
        of mapping: ConfigurationMapping, authorities: PlacedValue<PEMSource>?, decoder: inout ConfigurationDecoder
    ) -> (TLSClientAuthentication, [String]?) {
        let asked = mapping[TLSKeys.clientAuthType]
        let client = decoder.value(TLSKeys.clientAuthType, of: mapping)
        let isKnown = asked == nil || client != nil
        if isKnown, (client ?? .noCertificate) == .noCertificate, let authorities {
            decoder.report(
                authorities.key, at: authorities.position, expected: "a client_auth_type that asks for certificates",
                got: asked == nil ? "none" : "NoClientCert")
        }
        let allowed = mapping[TLSKeys.clientAllowedSANs]
        let names = decoder.value(TLSKeys.clientAllowedSANs, of: mapping)
        if isKnown, let allowed, names != nil, !(client ?? .noCertificate).requiresCertificate {
            decoder.report(
                allowed, expected: "client_auth_type RequireAnyClientCert or RequireAndVerifyClientCert with it",
                got: asked?.description() ?? "none")
        }
        return (client ?? .noCertificate, names)
    }
}
