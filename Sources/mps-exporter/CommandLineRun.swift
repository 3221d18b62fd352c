import ArgumentParser

/// Runs what the command line asks for and turns its outcome into an exit status: 0 good, 1 failed at work, 2 wrong
/// usage or configuration.
enum CommandLineRun {
    /// Parses the arguments of the process and runs the command that they name.
    static func execute(_ root: any AsyncParsableCommand.Type) async -> Int32 {
        do {
            var command = try root.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let failure as CommandFailure {
            StandardStream.error.write("mps-exporter: \(failure.message)\n")
            return failure.status
        } catch let code as ExitCode {
            return code.rawValue
        } catch {
            let isHelp = root.exitCode(for: error) == .success
            let text = root.fullMessage(for: error)
            (isHelp ? StandardStream.output : .error).write(text + "\n")
            return isHelp ? 0 : 2
        }
    }
}
