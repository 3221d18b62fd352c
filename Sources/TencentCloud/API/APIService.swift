/// Which of the provider's APIs is called.
package struct APIService: Sendable, Hashable {
    /// The name that is signed: `mps`.
    package let name: String
    /// The version of the API, sent as `X-TC-Version`.
    package let version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}
