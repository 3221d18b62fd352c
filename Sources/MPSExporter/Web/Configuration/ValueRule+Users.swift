internal import MicroHTTP
internal import Yams

extension ValueRule<[String: BcryptHash]> {
    /// Any names with a hash each.
    static let users = ValueRule(
        type: "mapping", expected: "a mapping of user names to bcrypt hashes"
    ) { value, decoder in
        guard case .mapping(let pairs) = value.node else {
            let got = value.description(secret: true)
            decoder.report(value, expected: "a mapping of user names to bcrypt hashes", got: got)
            return nil
        }
        var users: [String: BcryptHash] = [:]
        for (key, node) in pairs {
            guard let name = key.scalar?.string else {
                let place = ConfigurationValue(node: key, path: value.path)
                decoder.report(place, expected: "a user name", got: place.description())
                continue
            }
            // The name too may be a password in the wrong place.
            let user = ConfigurationValue(node: node, path: value.path)
            users[name] = decoder.text(user, .bcryptHash)
        }
        return users
    }
}

extension TextRule<BcryptHash> {
    /// A text that is none may be the password itself.
    fileprivate static let bcryptHash = TextRule(
        expected: "a bcrypt hash such as htpasswd -B makes", hides: { _ in true }, read: { BcryptHash($0) })
}
