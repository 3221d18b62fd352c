internal import Glibc

/// A thread of its own, outside the cooperative pool, which has to be joined.
struct LoopThread: ~Copyable {
    /// What the new thread is given.
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    private let thread: pthread_t

    /// Runs `body` on a new thread; throws `failed` when there can be no more threads.
    init(_ body: @escaping @Sendable () -> Void) throws(HTTPTransportError) {
        let context = unsafe Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let code = unsafe pthread_create(&thread, nil, Self.main, context.toOpaque())
        guard code == 0 else {
            unsafe context.release()
            throw .failed(code: code, message: "no thread for HTTP calls: \(unsafe String(cString: strerror(code)))")
        }
        self.thread = thread
    }

    /// Waits for the body's end.
    consuming func join() {
        // It fails only for a thread that was joined before, which consuming rules out.
        _ = pthread_join(thread, nil)
    }

    /// Where the new thread begins: it takes over the one reference that was retained for it.
    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        blockBrokenPipeSignal()
        unsafe context.map { unsafe Unmanaged<Body>.fromOpaque($0).takeRetainedValue() }?.run()
        return nil
    }

    /// OpenSSL's writes to a closed socket raise SIGPIPE on the writing thread, which would end the process; blocked
    /// there, it is a mere error of that write. All other signals stay as they are.
    private static func blockBrokenPipeSignal() {
        var blocked = sigset_t()
        unsafe sigemptyset(&blocked)
        unsafe sigaddset(&blocked, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &blocked, nil)
    }
}
