import Foundation

/// Another program, run to its end.
enum OtherProgram {
    /// Runs a command without input.
    /// - Parameter output: where what it says goes.
    /// - Returns: its exit status.
    static func run(_ command: [String], output: FileHandle = .nullDevice) async throws -> Int32 {
        try await withCheckedThrowingContinuation { end in
            // On a thread that ends with it: Foundation ties a process to the loop of its thread, which would stay for ever.
            Thread.detachNewThread {
                let process = Process()
                process.executableURL = URL(filePath: "/usr/bin/env")
                process.arguments = command
                process.standardInput = FileHandle.nullDevice
                (process.standardOutput, process.standardError) = (output, output)
                end.resume(
                    with: Result {
                        try process.run()
                        process.waitUntilExit()
                        return process.terminationStatus
                    })
            }
        }
    }
}
