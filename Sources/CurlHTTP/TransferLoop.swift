internal import CLibcurl

/// Works on all calls of a transport, on one thread, until its mailbox is closed.
struct TransferLoop: ~Copyable {
    private let mailbox: TransferMailbox
    private let configuration: CurlTransport.Configuration
    private let multi: MultiHandle

    /// Every transfer that libcurl knows; each one's reply is owed.
    private var transfers: [TransferOrder.ID: Transfer] = [:]

    /// Runs to the end. When it returns, every call was replied to and libcurl's handles are gone.
    static func run(_ mailbox: TransferMailbox, _ configuration: CurlTransport.Configuration) {
        do throws(HTTPTransportError) {
            let multi = try MultiHandle()
            try multi.keepConnections(configuration.maxKeptConnections)
            var loop = TransferLoop(mailbox: mailbox, configuration: configuration, multi: multi)
            loop.run()
        } catch {
            mailbox.close(error)
            refuse(mailbox.take().commands, because: error)
        }
    }

    private init(
        mailbox: TransferMailbox, configuration: CurlTransport.Configuration, multi: consuming MultiHandle
    ) {
        self.mailbox = mailbox
        self.configuration = configuration
        self.multi = multi
    }

    private mutating func run() {
        mailbox.attach(multi.waker)
        do throws(HTTPTransportError) {
            while try turn() {}
        } catch {
            mailbox.close(error)
        }
        let (commands, reason) = mailbox.take()
        Self.refuse(commands, because: reason ?? .stopped)
        for id in transfers.keys {
            end(id, with: .failure(reason ?? .stopped))
        }
        mailbox.detach()
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
