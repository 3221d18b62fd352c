import ArgumentParser
import Glibc

// Whoever reads the log may go away. A write to nobody is then an error of that write, not the end of the process.
signal(SIGPIPE, SIG_IGN)

let status = await CommandLineRun.execute(ExporterCommand.self)
ExporterCommand.exit(withError: status == 0 ? nil : ExitCode(status))
