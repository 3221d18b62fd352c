internal import Glibc
internal import Synchronization

/// HTTP calls through libcurl, all worked on by one thread of their own.
///
/// A call suspends its task and takes no thread of the cooperative pool. Connections are kept for later calls; one that
/// breaks before any byte of an answer is replaced once, so a request may reach a server twice. TLS is at least 1.2.
/// Unless the configuration says otherwise, the server is verified, and proxies come from the usual variables
/// (`http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`). Redirects are answers like any other.
///
/// ``shutdown()`` must be called before the last reference goes: what the thread owns can only go with it.
package final class CurlTransport: HTTPTransport {
    private let configuration: Configuration
    private let mailbox: TransferMailbox
    private let thread: Mutex<LoopThread?>
    private let nextID = Atomic<TransferOrder.ID>(0)

    /// Starts the thread; throws when the configuration cannot be used or libcurl or the thread cannot be set up.
    package init(_ configuration: Configuration = Configuration()) throws(HTTPTransportError) {
        try Self.check(configuration)
        try CurlLibrary.prepare()
        let mailbox = TransferMailbox()
        self.configuration = configuration
        self.mailbox = mailbox
        thread = Mutex(
            try LoopThread {
                TransferLoop.run(mailbox, configuration)
            })
    }

    deinit {
        // Joining here instead would tear down libcurl at a moment that nobody chose, perhaps while the process exits.
        precondition(
            thread.withLock { $0 == nil }, "A CurlTransport has to be shut down before its last reference goes.")
    }

    private static func check(_ configuration: Configuration) throws(HTTPTransportError) {
        guard !configuration.userAgent.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw .invalidRequest(reason: "the user agent holds a control character")
        }
        if let bundle = configuration.caBundle { try check(bundle, of: "trusted certificates") }
        if let (certificate, key) = configuration.clientCertificate {
            try check(certificate, of: "client certificate")
            try check(key, of: "client key")
        }
    }

    private static func check(_ path: String, of what: String) throws(HTTPTransportError) {
        guard !path.utf8.contains(0) else {
            throw .tls("cannot read the \(what) in \(path.visible): a path cannot hold a NUL")
        }
        guard unsafe access(path, R_OK) == 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw .tls("cannot read the \(what) in \(path.visible): \(reason); expected a PEM file")
        }
    }

    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let target = try CallTarget(url: request.url)
        let headerLines = try request.headerLines()
        let deadline = ContinuousClock.now + (request.timeout ?? configuration.timeout)
        let id = nextID.add(1, ordering: .relaxed).oldValue
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { reply in
                start(
                    TransferOrder(
                        id: id, request: request, target: target, headerLines: headerLines, deadline: deadline,
                        reply: reply))
            }
        } onCancel: {
            cancel(id)
        }
        return try result.get()
    }

    private func start(_ order: TransferOrder) {
        if let reason = mailbox.post(.start(order)) {
            order.reply.resume(returning: .failure(reason))
        } else if Task.isCancelled {
            // A cancellation before the order was posted found nothing to cancel; later ones come by the handler.
            cancel(order.id)
        }
    }

    private func cancel(_ id: TransferOrder.ID) {
        // A closed mailbox ends the call by itself.
        _ = mailbox.post(.cancel(id))
    }

    /// Ends the transport: calls in flight and later ones fail with ``HTTPTransportError/stopped``, connections are
    /// closed, the thread is gone when this returns. It takes milliseconds, and calling it again does nothing.
    package func shutdown() {
        mailbox.close(.stopped)
        thread.withLock { $0.take()?.join() }
    }
}
