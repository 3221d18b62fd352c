internal import CLibcurl

/// One call while libcurl works on it, and what its C callbacks write to. It lives on the loop's thread alone.
///
/// C holds an unowned pointer to it: the loop keeps it alive until the easy handle has left the multi handle.
final class Transfer {
    /// What the loop does next with a transfer that libcurl has ended.
    enum Verdict {
        /// Add it again: it asks for a fresh connection now.
        case attemptAgain
        /// Reply, and let go of it.
        case reply(TransferOrder.Result)
    }

    let order: TransferOrder
    let easy: EasyHandle
    private var assembly: ResponseAssembly
    private var attempts = ConnectionAttempts()

    /// Prepares the first attempt; throws `failed` when libcurl refuses it, `timeout` when no time is left for it.
    init(_ order: TransferOrder, _ configuration: CurlTransport.Configuration) throws(HTTPTransportError) {
        self.order = order
        easy = try EasyHandle(headerLines: order.headerLines)
        assembly = ResponseAssembly(maxBodyBytes: configuration.maxBodyBytes)
        try easy.setRequest(order)
        try easy.setPolicy(configuration)
        try easy.report(to: self)
        try setTimeLeft()
    }

    /// Judges an ended attempt.
    func ended(with code: CURLcode) -> Verdict {
        if code == CURLE_OK {
            return .reply(.success(HTTPResponse(status: easy.status(), fields: assembly.fields, body: assembly.body)))
        }
        let breaks = [CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING]
        switch attempts.failed(diedSilently: breaks.contains(code) && assembly.isEmpty) {
        case .final:
            return .reply(.failure(error(for: code)))
        case .retryOnFreshConnection:
            do throws(HTTPTransportError) {
                try easy.demandFreshConnection()
                try setTimeLeft()
                return .attemptAgain
            } catch {
                return .reply(.failure(error))
            }
        }
    }

    private func setTimeLeft() throws(HTTPTransportError) {
        let left = ContinuousClock.now.duration(to: order.deadline)
        guard left > .zero else {
            throw .timeout(
                host: order.target.host, port: order.target.port, message: "no time was left to send the request")
        }
        try easy.setTimeout(left)
    }

    private func error(for code: CURLcode) -> HTTPTransportError {
        let target = order.target
        if let limit = assembly.exceededLimit {
            return .tooLarge(limit: limit, from: "\(target.host):\(target.port)")
        }
        let message = easy.message(for: code)
        let attempt = "\(order.request.method.rawValue) to \(target.host):\(target.port): \(message)"
        return switch code {
        case CURLE_OPERATION_TIMEDOUT: .timeout(host: target.host, port: target.port, message: message)
        case CURLE_COULDNT_RESOLVE_HOST: .unresolvable(host: target.host, message: message)
        case CURLE_COULDNT_CONNECT: .refused(host: target.host, port: target.port, message: message)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            .tls(attempt)
        default: .failed(code: Int32(code.rawValue), message: attempt)
        }
    }
}

extension Transfer {
    /// What C is given to call back with.
    static func pointer(to transfer: Transfer) -> UnsafeMutableRawPointer {
        unsafe Unmanaged.passUnretained(transfer).toOpaque()
    }

    /// The transfer that an easy handle reports to.
    static func owner(of easy: OpaquePointer) -> Transfer? {
        var pointer: UnsafeMutableRawPointer?
        guard unsafe curl_get_private(easy, &pointer) == CURLE_OK else { return nil }
        return unsafe context(pointer)
    }

    private static func context(_ pointer: UnsafeMutableRawPointer?) -> Transfer? {
        unsafe pointer.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// For each header line.
    static let onHeader: curl_bytes_callback = { bytes, size, count, context in
        unsafe Transfer.context(context)?.took(bytes, size * count) { $0.takeHeaderLine($1) } ?? 0
    }

    /// For each piece of the decoded body.
    static let onBody: curl_bytes_callback = { bytes, size, count, context in
        unsafe Transfer.context(context)?.took(bytes, size * count) { $0.takeBody($1) } ?? 0
    }

    /// Before each request, once its connection stands.
    static let beforeRequest: curl_before_request_callback = { context, _, _, _, _ in
        unsafe Transfer.context(context)?.maySend() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }

    /// How many of the bytes were taken: all, or none, which makes libcurl end the attempt.
    private func took(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, by take: (inout ResponseAssembly, RawSpan) -> Bool
    ) -> Int {
        let bytes = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
        return unsafe take(&assembly, bytes.bytes) ? count : 0
    }

    private func maySend() -> Bool {
        attempts.willSend(onKeptConnection: easy.connectionsMade() == 0)
    }
}
