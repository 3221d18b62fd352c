import ArgumentParser

let status = await CommandLineRun.execute(ExporterCommand.self)
ExporterCommand.exit(withError: status == 0 ? nil : ExitCode(status))
