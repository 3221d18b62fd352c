/// Credentials from `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` and, for temporary ones, `TENCENTCLOUD_TOKEN` or
/// `TENCENTCLOUD_SECURITY_TOKEN`; each also as `…_FILE` with the path of a file that holds the value.
///
/// A token variable that is set and empty counts as not set: that is how compose files say "none".
package struct EnvironmentCredentials: CredentialProvider {
    private let resolved: Result<FileCredentials, CredentialError>

    /// - Parameter environment: the variables by name.
    package init(environment: [String: String]) {
        let variables = Variables(environment: environment)
        resolved = Result { () throws(CredentialError) in
            FileCredentials(
                secretID: try variables.required(.secretID),
                secretKey: try variables.required(.secretKey),
                token: try variables.optional([.token, .securityToken]))
        }
    }

    package func credential() async throws(CredentialError) -> Credential {
        try await resolved.get().credential()
    }

    private struct Variables {
        let environment: [String: String]

        /// The one source of a value that must be there.
        func required(_ variable: CredentialVariable) throws(CredentialError) -> CredentialSource {
            let (name, fileName) = (variable.rawValue, variable.fileForm)
            switch (environment[name], environment[fileName]) {
            case (nil, nil): throw .missing(source: name, alternative: fileName)
            case (let value?, nil): return .literal(Secret(value), name: name)
            case (nil, let path?): return try file(path, named: fileName)
            case (_?, _?): throw .ambiguous(source: name, other: fileName)
            }
        }

        /// The one source among these names, or nil if none is set.
        func optional(_ variables: [CredentialVariable]) throws(CredentialError) -> CredentialSource? {
            var found: [(name: String, source: CredentialSource)] = []
            for (name, fileName) in variables.map({ ($0.rawValue, $0.fileForm) }) {
                if let value = environment[name], !value.isEmpty {
                    found.append((name, .literal(Secret(value), name: name)))
                }
                if let path = environment[fileName], !path.isEmpty {
                    found.append((fileName, try file(path, named: fileName)))
                }
            }
            if found.count > 1 { throw .ambiguous(source: found[0].name, other: found[1].name) }
            return found.first?.source
        }

        private func file(_ path: String, named name: String) throws(CredentialError) -> CredentialSource {
            guard !path.allSatisfy(\.isWhitespace) else { throw .blank(source: name) }
            return .file(path: path)
        }
    }
}
