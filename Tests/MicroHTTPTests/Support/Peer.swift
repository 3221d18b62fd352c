import Foundation

/// A foreign program that speaks to the server.
enum Peer {
    /// What a program printed, and how it ended.
    struct Outcome {
        let status: Int32
        let output: [UInt8]

        var text: String {
            String(decoding: output, as: UTF8.self)
        }
    }

    /// Runs a program found in PATH with its standard input, to its end.
    ///
    /// Input and output are files: a program that does not read everything must not raise SIGPIPE here. It is spawned
    /// without `Process`, whose look for open descriptors the address sanitizer stops.
    static func run(_ command: String, _ arguments: [String], input: [UInt8] = []) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (inputFile, outputFile) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
        try Data(input).write(to: inputFile)

        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, inputFile.path, O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, outputFile.path, O_WRONLY | O_CREAT, 0o600)
        let words = unsafe ([command] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var child = pid_t()
        let code = unsafe posix_spawnp(&child, command, &actions, nil, words, environ)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ENOENT) }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) == -1 && errno == EINTR {}
        let output = try FileHandle(forReadingFrom: outputFile).readToEnd() ?? Data()
        return Outcome(status: status, output: Array(output))
    }
}
