/// The value of the Authorization field of a signed call.
package struct TC3Authorization: Sendable, Equatable {
    package var secretID: String
    package var scope: SigningScope
    /// Names of the signed fields in lower case, in the order of the field.
    package var signedFields: [String]
    /// Lower-case hexadecimal digits.
    package var signature: String

    package init(secretID: String, scope: SigningScope, signedFields: [String], signature: String) {
        self.secretID = secretID
        self.scope = scope
        self.signedFields = signedFields
        self.signature = signature
    }

    /// Reads `TC3-HMAC-SHA256 Credential=<id>/<scope>, SignedHeaders=<names>, Signature=<hex>`; nil for anything else.
    package init?(parsing value: String) {
        guard let space = value.firstIndex(of: " "), value[..<space] == TC3Signature.algorithm else { return nil }
        var parts: [Substring: Substring] = [:]
        for part in value[space...].split(separator: ",") {
            let pair = part.drop { $0 == " " }
            guard let equals = pair.firstIndex(of: "=") else { return nil }
            let previous = parts.updateValue(pair[pair.index(after: equals)...], forKey: pair[..<equals])
            guard previous == nil else { return nil }
        }
        guard parts.count == 3, let credential = parts["Credential"], let names = parts["SignedHeaders"],
            let signature = parts["Signature"]
        else { return nil }
        let pieces = credential.split(separator: "/", omittingEmptySubsequences: false)
        guard pieces.count == 4, pieces[3] == "tc3_request", !pieces[0].isEmpty else { return nil }
        secretID = String(pieces[0])
        scope = SigningScope(date: String(pieces[1]), service: String(pieces[2]))
        signedFields = names.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        self.signature = String(signature)
    }

    /// The value as it is sent.
    package var text: String {
        let credential = "\(secretID)/\(scope.text)"
        let names = signedFields.joined(separator: ";")
        return "\(TC3Signature.algorithm) Credential=\(credential), SignedHeaders=\(names), Signature=\(signature)"
    }
}
