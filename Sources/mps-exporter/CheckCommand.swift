import ArgumentParser
import CurlHTTP
import Foundation
import MPSExporter
import MediaProcessing
import TencentCloud

/// Tries everything that a run needs, and tells account by account.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read the configuration, obtain each account's credentials and make one signed call per account.")

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var webFile: WebFileOptions

    func run() async throws {
        let configuration = try configurationOptions.load()
        try webFile.check()
        let transport: CurlTransport
        do { transport = try CurlTransport(.init()) } catch { throw CommandFailure.atWork(error) }
        defer { transport.shutdown() }
        var rows = [["ACCOUNT", "ENDPOINT", "CREDENTIALS", "CALL"]]
        var failed = 0
        for account in configuration.accounts {
            let outcome = await AccountCheck(
                account: account, environment: ProcessInfo.processInfo.environment, transport: transport,
                clock: SystemWallClock()
            ).outcome()
            if !outcome.isGood { failed += 1 }
            rows.append([account.name, account.endpoint.description, outcome.credentials, outcome.call])
        }
        StandardStream.output.write(TextTable(rows: rows).text)
        if failed > 0 {
            throw CommandFailure(
                message: "\(failed) of \(configuration.accounts.count) account(s) cannot be polled", status: 1)
        }
    }
}
