import ArgumentParser
import CurlHTTP
import Foundation
import MPSExporter

/// Who asks, for an exporter with users.
struct HealthcheckLogin: ParsableArguments {
    @Option(help: "Name of one of the exporter's users.")
    var user: String?

    @Option(help: "File with the user's password; a newline at its end is left out.")
    var passwordFile: String?

    /// The field that a request shows the password in; nil without a user.
    /// - Throws: `CommandFailure` if one of both is missing, or cannot be used.
    func field() throws -> HTTPField? {
        guard user != nil || passwordFile != nil else { return nil }
        guard let user, let passwordFile else {
            throw CommandFailure(message: "expected --user and --password-file, got one of them", status: 2)
        }
        guard !user.utf8.contains(UInt8(ascii: ":")) else {
            throw CommandFailure(message: "--user: expected a name without a colon, got \(user)", status: 2)
        }
        var password: [UInt8]
        do {
            password = try ConfigurationLoader.readSystemFile(passwordFile)
        } catch {
            throw CommandFailure(
                message: "--password-file: expected a readable file, got \(error.reason) (\(passwordFile))", status: 2)
        }
        if password.last == UInt8(ascii: "\n") { password.removeLast() }
        if password.last == UInt8(ascii: "\r") { password.removeLast() }
        let credentials = Data("\(user):".utf8 + password).base64EncodedString()
        return HTTPField(name: "Authorization", value: "Basic \(credentials)")
    }
}
