/// What a value must be to be sent and signed with: visible ASCII and nothing else.
///
/// A blank around a key is the commonest cause of "SecretId not found", and a control character could end a header field.
enum CredentialRule {
    /// Returns the value if it keeps the rule; throws an error that names the source if not.
    static func checked(_ value: String, from source: String) throws(CredentialError) -> String {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let bytes = value.utf8
        guard let first = bytes.first(where: { !blanks.contains($0) }), bytes.first == first else {
            throw bytes.allSatisfy(blanks.contains) ? .blank(source: source) : .surroundedByBlanks(source: source)
        }
        if let last = bytes.last, blanks.contains(last) { throw .surroundedByBlanks(source: source) }
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .invalidCharacter(source: source) }
        return value
    }
}
