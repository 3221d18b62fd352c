internal import CLibcurl
internal import Glibc

/// Works on all calls of a transport, on one thread, until its mailbox is closed.
struct TransferLoop: ~Copyable {
    private let mailbox: TransferMailbox
    private let configuration: CurlTransport.Configuration
    private let multi: MultiHandle

    /// Every transfer that libcurl knows; each one's reply is owed.
    private var transfers: [TransferOrder.ID: Transfer] = [:]

    /// Until libcurl is tried again after it failed as a whole, for want of memory or descriptors.
    private static let pauseMicroseconds: UInt32 = 100_000

    /// Runs to the end. When it returns, every call was replied to and libcurl's handles are gone.
    static func run(_ mailbox: TransferMailbox, _ configuration: CurlTransport.Configuration) {
        while true {
            do throws(HTTPTransportError) {
                let multi = try MultiHandle()
                try multi.keepConnections(configuration.maxKeptConnections)
                var loop = TransferLoop(mailbox: mailbox, configuration: configuration, multi: multi)
                return try loop.run()
            } catch {
                // Calls that fail are tried again by those who make them; without this thread all would fail for good.
                let (commands, closedBy) = mailbox.take()
                refuse(commands, because: closedBy ?? error)
                guard closedBy == nil else { return }
                usleep(pauseMicroseconds)
            }
        }
    }

    private init(
        mailbox: TransferMailbox, configuration: CurlTransport.Configuration, multi: consuming MultiHandle
    ) {
        self.mailbox = mailbox
        self.configuration = configuration
        self.multi = multi
    }

    /// Works until the mailbox is closed; throws if libcurl fails as a whole. Every call taken is replied to then.
    private mutating func run() throws(HTTPTransportError) {
        mailbox.attach(multi.waker)
        defer { mailbox.detach() }
        do throws(HTTPTransportError) {
            while try turn() {}
            endAll(with: mailbox.take().closedBy ?? .stopped)
        } catch {
            endAll(with: error)
            throw error
        }
    }

    private mutating func endAll(with reason: HTTPTransportError) {
        for id in transfers.keys {
            end(id, with: .failure(reason))
        }
    }

    /// One round: commands, progress, results, wait. False once the mailbox is closed.
    private mutating func turn() throws(HTTPTransportError) -> Bool {
        let (commands, closedBy) = mailbox.take()
        guard closedBy == nil else {
            Self.refuse(commands, because: closedBy ?? .stopped)
            return false
        }
        for command in commands {
            switch command {
            case .start(let order): start(order)
            case .cancel(let id): end(id, with: .failure(.cancelled))
            }
        }
        try multi.perform()
        while let (transfer, code) = multi.nextEnded() {
            judge(transfer, code)
        }
        try multi.wait()
        return true
    }

    private mutating func start(_ order: TransferOrder) {
        do throws(HTTPTransportError) {
            let transfer = try Transfer(order, configuration)
            try multi.add(transfer.easy)
            transfers[order.id] = transfer
        } catch {
            order.reply.resume(returning: .failure(error))
        }
    }

    private mutating func judge(_ transfer: Transfer, _ code: CURLcode) {
        let id = transfer.order.id
        switch transfer.ended(with: code) {
        case .reply(let result):
            end(id, with: result)
        case .attemptAgain:
            multi.remove(transfer.easy)
            do throws(HTTPTransportError) {
                try multi.add(transfer.easy)
            } catch {
                end(id, with: .failure(error))
            }
        }
    }

    /// Takes the transfer out of libcurl, then replies; nothing if the call is over.
    private mutating func end(_ id: TransferOrder.ID, with result: TransferOrder.Result) {
        guard let transfer = transfers.removeValue(forKey: id) else { return }
        multi.remove(transfer.easy)
        transfer.order.reply.resume(returning: result)
    }

    private static func refuse(_ commands: [TransferMailbox.Command], because reason: HTTPTransportError) {
        for case .start(let order) in commands {
            order.reply.resume(returning: .failure(reason))
        }
    }
}
