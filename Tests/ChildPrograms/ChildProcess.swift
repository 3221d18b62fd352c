package import Foundation

/// A command in a process of its own.
///
/// Foundation's `Process` notices an end only when every copy of a socket is closed, and children started at the same
/// time inherit copies from each other: with many peers at once it can wait for ever.
package struct ChildProcess: Sendable {
    /// Why there is no child.
    package struct SpawnError: Error {
        package let command: String
        package let code: Int32
    }

    private let pid: pid_t

    /// Starts a command of the search path, with its standard output to `output`; without one, all it says goes nowhere.
    ///
    /// - Parameter errors: where its standard error goes; nil leaves it with ours, unless it goes nowhere.
    package init(_ arguments: [String], output: FileHandle? = nil, errors: FileHandle? = nil) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        if let output {
            unsafe posix_spawn_file_actions_adddup2(&actions, output.fileDescriptor, STDOUT_FILENO)
            if let errors {
                unsafe posix_spawn_file_actions_adddup2(&actions, errors.fileDescriptor, STDERR_FILENO)
            }
        } else {
            unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
            unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        }
        var pid = pid_t()
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe argv.forEach { unsafe free($0) } }
        let code = unsafe posix_spawnp(&pid, arguments[0], &actions, nil, &argv, environ)
        guard code == 0 else { throw SpawnError(command: arguments[0], code: code) }
        self.pid = pid
    }

    /// Waits for the end and returns the raw status, 0 for a good one.
    package func status() async -> Int32 {
        await withCheckedContinuation { status in
            DispatchQueue.global().async { status.resume(returning: wait()) }
        }
    }

    /// Ends the process, which takes it no time.
    package func kill() {
        _ = Foundation.kill(pid, SIGKILL)
        _ = wait()
    }

    private func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) == -1, errno == EINTR {}
        return status
    }
}
