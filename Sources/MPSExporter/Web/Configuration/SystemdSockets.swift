/// The listening sockets that systemd passes to a service (socket activation): descriptors from 3 up, as many as
/// `LISTEN_FDS` says, for the process that `LISTEN_PID` names.
package struct SystemdSockets {
    private static let first: Int32 = 3

    private let environment: [String: String]
    private let processID: Int32

    /// What was passed to this process.
    package init(environment: [String: String], processID: Int32) {
        self.environment = environment
        self.processID = processID
    }

    /// The descriptors; whether they listen is up to the server.
    /// - Throws: `SystemdSocketsError` if there are none for this process.
    package func descriptors() throws(SystemdSocketsError) -> [Int32] {
        guard let text = environment[.listenDescriptors] else {
            throw SystemdSocketsError(expected: "LISTEN_FDS, which systemd sets", got: "none")
        }
        guard let count = Int32(text), (1...1024).contains(count) else {
            throw SystemdSocketsError(expected: "LISTEN_FDS from 1 to 1024", got: "\(QuotedText(text))")
        }
        // Without it they are of a process that this one descends from, and other files may be under these numbers.
        let owner = environment[.listenProcess]
        guard owner == String(processID) else {
            throw SystemdSocketsError(
                expected: "LISTEN_PID \(processID), which is this process",
                got: owner.map { "\(QuotedText($0))" } ?? "none")
        }
        return Array(Self.first..<Self.first + count)
    }
}
