import ArgumentParser
import Glibc
import MicroHTTP

// Whoever reads the log may go away. A write to nobody is then an error of that write, not the end of the process.
signal(SIGPIPE, SIG_IGN)

// Before there is another thread, as threads take after the one that begins them.
ThreadPrecedence.stepBack()

let status = await CommandLineRun.execute(ExporterCommand.self)
ExporterCommand.exit(withError: status == 0 ? nil : ExitCode(status))
