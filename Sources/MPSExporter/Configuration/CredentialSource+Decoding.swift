import TencentCloud

extension CredentialSource {
    /// Reads `credentials`; paths of files that are not absolute start at the directory of the configuration file.
    init?(from value: ConfigurationValue, decoder: inout ConfigurationDecoder) {
        let earlier = decoder.problems.count
        guard let mapping = decoder.mapping(value, keys: CredentialKeys.section.names, keysMayBeSecret: true)
        else { return nil }
        let plain = CredentialKeys.values.compactMap { mapping[$0] }
        let files = CredentialKeys.paths.compactMap { mapping[$0] }
        switch (plain.isEmpty, files.isEmpty) {
        case (false, true):
            self.init(plain: mapping, decoder: &decoder)
        case (true, false):
            self.init(files: mapping, decoder: &decoder)
        case (true, true):
            // What was there instead has been reported already.
            if decoder.problems.count == earlier {
                decoder.report(mapping.value, expected: CredentialKeys.mapping.expected, got: "neither")
            }
            return nil
        case (false, false):
            decoder.report(mapping.value, expected: CredentialKeys.mapping.expected, got: "both")
            return nil
        }
    }

    private init?(plain mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
        let secretID = decoder.required(CredentialKeys.secretID, of: mapping)
        let secretKey = decoder.required(CredentialKeys.secretKey, of: mapping)
        let token = decoder.value(CredentialKeys.token, of: mapping)
        guard let secretID, let secretKey else { return nil }
        self = .keys(secretID: secretID, secretKey: Secret(secretKey), token: token.map { Secret($0) })
    }

    private init?(files mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
        let secretIDFile = decoder.required(CredentialKeys.secretIDFile, of: mapping)
        let secretKeyFile = decoder.required(CredentialKeys.secretKeyFile, of: mapping)
        let tokenFile = decoder.value(CredentialKeys.tokenFile, of: mapping)
        guard let secretIDFile, let secretKeyFile else { return nil }
        self = .files(
            secretIDFile: decoder.fromHere(secretIDFile), secretKeyFile: decoder.fromHere(secretKeyFile),
            tokenFile: tokenFile.map { decoder.fromHere($0) })
    }
}

extension ConfigurationDecoder {
    /// A path that starts at the directory of the configuration file unless it is absolute.
    func fromHere(_ path: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }
}
