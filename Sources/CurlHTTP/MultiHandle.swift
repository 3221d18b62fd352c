internal import CLibcurl

/// libcurl's set of transfers and its kept connections. All of it belongs to one thread, but for its ``Waker``.
@safe struct MultiHandle: ~Copyable {
    /// Ends the wait of the thread that owns the handle: the one libcurl call that any thread may make, as long as the
    /// handle lives.
    @safe struct Waker: @unchecked Sendable {
        fileprivate let handle: OpaquePointer

        /// Makes the present or the next ``MultiHandle/wait()`` return at once.
        func wake() {
            // It fails only when the pipe is full of earlier wake-ups, and then the wait ends anyway.
            _ = unsafe curl_multi_wakeup(handle)
        }
    }

    private let handle: OpaquePointer

    /// Throws `failed` when there is no memory.
    init() throws(HTTPTransportError) {
        guard let handle = unsafe curl_multi_init() else {
            throw .failed(code: Int32(CURLE_FAILED_INIT.rawValue), message: "no memory for HTTP connections")
        }
        unsafe self.handle = handle
    }

    deinit {
        // Every transfer was removed before: nothing is left that could call back.
        unsafe curl_multi_cleanup(handle)
    }

    /// For other threads; it must not be used once the handle is gone.
    var waker: Waker { unsafe Waker(handle: handle) }

    /// Sets how many idle connections are kept, at least one: libcurl reads 0 as its own choice.
    func keepConnections(_ count: Int) throws(HTTPTransportError) {
        try check(unsafe curl_set_kept_connections(handle, max(1, count)))
    }

    /// Starts a transfer.
    func add(_ easy: borrowing EasyHandle) throws(HTTPTransportError) {
        try check(unsafe easy.withHandle { unsafe curl_multi_add_handle(handle, $0) })
    }

    /// Ends a transfer, or puts an ended one aside; its callbacks are not called after this.
    func remove(_ easy: borrowing EasyHandle) {
        // It fails only for a handle that is in another multi handle; there is no other.
        _ = unsafe easy.withHandle { unsafe curl_multi_remove_handle(handle, $0) }
    }

    /// Does what can be done now without waiting.
    func perform() throws(HTTPTransportError) {
        var running: Int32 = 0
        try check(unsafe curl_multi_perform(handle, &running))
    }

    /// Waits for a socket, a timer of libcurl, or a ``Waker``.
    func wait() throws(HTTPTransportError) {
        // Longer than any timer of libcurl: with nothing to do, the thread sleeps.
        try check(unsafe curl_multi_poll(handle, nil, 0, 3_600_000, nil))
    }

    /// The next transfer that has ended, and how; nil if there is none now.
    func nextEnded() -> (transfer: Transfer, code: CURLcode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(handle, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle,
                let transfer = unsafe Transfer.owner(of: easy)
            else { continue }
            return (transfer, unsafe message.pointee.data.result)
        }
        return nil
    }

    private func check(_ code: CURLMcode) throws(HTTPTransportError) {
        guard code != CURLM_OK else { return }
        throw .failed(code: code.rawValue, message: "libcurl's connections failed: \(CurlLibrary.text(of: code))")
    }
}
