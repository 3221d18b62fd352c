import CMicrohttpd
import Synchronization

/// A running `MHD_Daemon`. It owns no listening socket: connections are handed to it.
///
/// Sendable without the compiler's help, because the pointer never changes and all that is called with it is
/// thread-safe. `stop` must come last; the owner sees to it that nobody adds connections any more.
@safe final class Daemon: @unchecked Sendable {
    /// Memory of a connection besides the request's header: the library's list of the fields, the response's header.
    private static let overhead = 4096

    private let pointer: OpaquePointer
    private let context: Unmanaged<AccessHandler>
    private let isStopped = Atomic<Bool>(false)

    /// Starts the server threads. `handler` stays alive until `stop` has returned.
    /// - Throws: `MicroHTTPError.cannotStart` when the library refuses, for want of threads, descriptors or memory.
    init(_ configuration: MicroHTTPServer.Configuration, handler: AccessHandler) throws(MicroHTTPError) {
        unsafe context = Unmanaged.passRetained(handler)
        // Turbo reads a new connection before it is watched: an end of the client's sending that comes together with its
        // request would else go unnoticed until the idle timeout.
        var flags = [MHD_USE_EPOLL_INTERNAL_THREAD, MHD_USE_NO_LISTEN_SOCKET, MHD_ALLOW_SUSPEND_RESUME, MHD_USE_TURBO]
        if configuration.tls != nil {
            flags.append(MHD_USE_TLS)
        }
        let started = unsafe mps_mhd_start(
            flags.reduce(0) { $0 | $1.rawValue },
            context.toOpaque(),
            { _, target, connection in
                unsafe AccessHandler.targetRead(target, connection)
                return nil
            },
            { context, connection, target, method, version, piece, pieceLength, slot in
                unsafe AccessHandler.context(context).access(
                    RequestHead(
                        connection: connection, methodText: method, targetText: target, versionText: version),
                    piece: piece, pieceLength: pieceLength, slot: slot)
            },
            { context, _, slot, code in unsafe AccessHandler.context(context).completed(slot: slot, code: code) },
            { context, connection, slot, change in
                unsafe AccessHandler.context(context).connectionChanged(change, connection, slot: slot)
            },
            Self.options(configuration))
        guard let daemon = unsafe started else {
            let reason = SystemError.last.text
            unsafe context.release()
            throw .cannotStart(reason: "libmicrohttpd: \(reason)")
        }
        unsafe pointer = daemon
    }

    deinit {
        assert(isStopped.load(ordering: .acquiring), "A Daemon must be stopped before it goes.")
    }

    /// Hands over a connected, non-blocking socket, which is closed in any case. False when it cannot be served.
    func add(_ descriptor: Int32, from peer: SocketAddress) -> Bool {
        unsafe peer.withPointer { unsafe MHD_add_connection(pointer, descriptor, $0, $1) } == .YES
    }

    /// Closes all connections and ends the threads; call once, when no request is suspended any more.
    func stop() {
        unsafe MHD_stop_daemon(pointer)
        unsafe context.release()
        isStopped.store(true, ordering: .releasing)
    }

    private static func options(_ configuration: MicroHTTPServer.Configuration) -> [MHD_OptionItem] {
        var values: [(MHD_OPTION, Int)] = [
            (.CONNECTION_MEMORY_LIMIT, configuration.maxHeaderBytes + overhead),
            // The real limit is kept where connections are accepted; the library's own must never be reached.
            (.CONNECTION_LIMIT, (configuration.maxConnections + 64) * configuration.threads),
            (.CONNECTION_TIMEOUT, configuration.idleSeconds),
        ]
        if configuration.threads > 1 {
            values.append((.THREAD_POOL_SIZE, configuration.threads))
        }
        var options = unsafe values.map { unsafe MHD_OptionItem(option: $0, value: $1, ptr_value: nil) }
        if configuration.tls != nil {
            unsafe options.append(mps_mhd_without_certificate())
        }
        unsafe options.append(MHD_OptionItem(option: .END, value: 0, ptr_value: nil))
        return unsafe options
    }
}
