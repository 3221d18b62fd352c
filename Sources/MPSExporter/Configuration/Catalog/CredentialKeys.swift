/// The keys of an account's credentials: three of values, three of paths.
enum CredentialKeys {
    static let secretID = value("secret_id", .needed, "AKIDexample", "The SecretId.")
    static let secretKey = value("secret_key", .needed, "example-key", "The SecretKey.")
    static let token = value("token", .told("none"), "example-token", "The token of a temporary key.")
    static let secretIDFile = path("secret_id_file", .needed, "secret-id", "Or the file of the SecretId.")
    static let secretKeyFile = path("secret_key_file", .needed, "secret-key", "Or the file of the SecretKey.")
    static let tokenFile = path("token_file", .told("none"), "token", "Or the file of a temporary key's token.")

    static let values = [secretID, secretKey, token]
    static let paths = [secretIDFile, secretKeyFile, tokenFile]
    static let section = KeySection((values + paths).map(\.definition))

    static let mapping = ValueRule<CredentialSource>(
        type: "mapping", expected: "secret_id and secret_key, or secret_id_file and secret_key_file", section: section
    ) { CredentialSource(from: $0, decoder: &$1) }

    private static func value(
        _ name: String, _ standard: KeyDefault, _ example: String, _ meaning: String
    ) -> ConfigurationKey<String> {
        ConfigurationKey(name, .text(.credential), standard: standard, example: example, meaning)
    }

    private static func path(
        _ name: String, _ standard: KeyDefault, _ example: String, _ meaning: String
    ) -> ConfigurationKey<String> {
        ConfigurationKey(
            name, .text(.path, type: "path"), standard: standard, example: example,
            meaning + " From the configuration file's folder.")
    }
}
