import TencentCloud

extension CredentialSource {
    private static let plainKeys = ["secret_id", "secret_key", "token"]
    private static let fileKeys = ["secret_id_file", "secret_key_file", "token_file"]
    private static let forms = "secret_id and secret_key, or secret_id_file and secret_key_file"

    /// Reads `credentials`; paths of files that are not absolute start at the directory of the configuration file.
    init?(from value: ConfigurationValue?, decoder: inout ConfigurationDecoder) {
        let keys = Self.plainKeys + Self.fileKeys
        let earlier = decoder.problems.count
        guard let mapping = decoder.mapping(value, keys: keys, keysMayBeSecret: true) else { return nil }
        let plain = Self.plainKeys.compactMap { mapping[$0] }
        let files = Self.fileKeys.compactMap { mapping[$0] }
        switch (plain.isEmpty, files.isEmpty) {
        case (false, true):
            self.init(plain: mapping, decoder: &decoder)
        case (true, false):
            self.init(files: mapping, decoder: &decoder)
        case (true, true):
            // What was there instead has been reported already.
            if decoder.problems.count == earlier {
                decoder.report(mapping.value, expected: Self.forms, got: "neither")
            }
            return nil
        case (false, false):
            decoder.report(mapping.value, expected: Self.forms, got: "both")
            return nil
        }
    }

    private init?(plain mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
        let secretID = decoder.required("secret_id", of: mapping, .credential)
        let secretKey = decoder.required("secret_key", of: mapping, .credential)
        let token = decoder.text(mapping["token"], .credential)
        guard let secretID, let secretKey else { return nil }
        self = .keys(secretID: secretID, secretKey: Secret(secretKey), token: token.map { Secret($0) })
    }

    private init?(files mapping: ConfigurationMapping, decoder: inout ConfigurationDecoder) {
        let secretIDFile = decoder.required("secret_id_file", of: mapping, .path)
        let secretKeyFile = decoder.required("secret_key_file", of: mapping, .path)
        let tokenFile = decoder.text(mapping["token_file"], .path)
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
