/// What a signing key is good for: one service on one UTC day.
package struct SigningScope: Sendable, Hashable {
    /// `yyyy-MM-dd` in UTC.
    package let date: String
    /// The service's name, the first label of its host: `mps`.
    package let service: String

    /// The scope of a call that carries this timestamp.
    package init(timestamp: UnixTime, service: String) {
        self.init(date: CivilDate(timestamp).text, service: service)
    }

    package init(date: String, service: String) {
        self.date = date
        self.service = service
    }

    /// The scope as it stands in the string to sign and in the Authorization field.
    package var text: String {
        "\(date)/\(service)/tc3_request"
    }
}
