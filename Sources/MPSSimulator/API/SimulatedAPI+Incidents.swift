import TencentCloud

/// What somebody who watches may do to an account: by number or SecretId, the first one if left out.
extension SimulatedAPI {
    /// The most tasks of one burst, and the most workers.
    private static let most = 100_000

    /// `POST /burst?tasks=&type=&account=`: so many tasks of one type (the first one if left out) are submitted at this
    /// moment.
    func burst(for call: SimulatedCall) -> SimulatedReply {
        guard let account = accountNumber(of: call.argument("account") ?? "1") else { return noAccount }
        guard let tasks = Self.number(call.argument("tasks"), in: 1...Self.most) else {
            return .text(400, "tasks: expected a number from 1 to \(Self.most)")
        }
        let types = configuration.queue.types.map(\.name)
        let type = call.argument("type") ?? types[0]
        guard types.contains(type) else {
            return .text(400, "type: expected one of \(types.joined(separator: ", "))")
        }
        let submitted = update(account: account) { $0.queue.submit(tasks, ofType: type) }
        return .text(200, "\(submitted) tasks of type \(type) submitted")
    }

    /// `POST /workers?number=&account=`: from now on so many tasks are processed at the same time.
    func workers(for call: SimulatedCall) -> SimulatedReply {
        guard let account = accountNumber(of: call.argument("account") ?? "1") else { return noAccount }
        guard let number = Self.number(call.argument("number"), in: 0...Self.most) else {
            return .text(400, "number: expected a number from 0 to \(Self.most)")
        }
        update(account: account) { $0.queue.setWorkers(number) }
        return .text(200, "\(number) workers")
    }

    var noAccount: SimulatedReply {
        .text(404, "account: expected a number from 1 to \(configuration.accounts) or a SecretId")
    }

    private static func number(_ text: String?, in range: ClosedRange<Int>) -> Int? {
        text.flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
    }
}
