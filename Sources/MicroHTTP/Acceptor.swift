import Glibc

/// The thread that runs an `AcceptLoop`.
final class Acceptor: Sendable {
    private let loop: AcceptLoop
    private let thread: pthread_t

    /// Starts the thread.
    /// - Throws: `MicroHTTPError.cannotStart` when the system refuses one.
    init(running loop: AcceptLoop) throws(MicroHTTPError) {
        let context = unsafe Unmanaged.passRetained(loop)
        var thread = pthread_t()
        let code = unsafe pthread_create(&thread, nil, { unsafe Acceptor.main($0) }, context.toOpaque())
        guard code == 0 else {
            unsafe context.release()
            throw .cannotStart(reason: "thread: \(SystemError(code: code).text)")
        }
        self.loop = loop
        self.thread = thread
    }

    /// Ends the thread; call once. The listening sockets close when the acceptor goes.
    func stop() {
        loop.requestStop()
        pthread_join(thread, nil)
    }

    /// Takes over the reference that `init` gave to the thread.
    private static func main(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let context = unsafe context {
            unsafe Unmanaged<AcceptLoop>.fromOpaque(context).takeRetainedValue().run()
        }
        return nil
    }
}
