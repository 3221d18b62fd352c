import CMicrohttpd
import Synchronization

/// The library's callbacks, which the daemon's C closures pass on: pointers come in here and go no further.
extension AccessHandler {
    /// The only way back from the library's context pointer.
    static func context(_ pointer: UnsafeMutableRawPointer) -> AccessHandler {
        unsafe Unmanaged<AccessHandler>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// `MHD_OPTION_URI_LOG_CALLBACK`: the first line of a request is in. Its connection keeps the query, as not every request
    /// whose header the library cannot read is told to be over.
    static func targetRead(_ target: UnsafeMutablePointer<CChar>?, _ connection: OpaquePointer) {
        let query = unsafe target.flatMap { unsafe RequestQuery(takenFrom: $0) }
        unsafe OpenConnection.of(connection)?.query.withLock { $0 = query ?? .none }
    }

    /// `MHD_AccessHandlerCallback`: called for the header, then for each piece of the body, then for the whole request.
    /// `slot` is the library's place for what belongs to the request: it holds one reference to the exchange.
    func access(
        _ head: RequestHead, piece: UnsafePointer<CChar>?, pieceLength: UnsafeMutablePointer<Int>,
        slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    ) -> MHD_Result {
        guard let reference = unsafe slot.pointee else {
            let connection = unsafe OpenConnection.of(head.connection)
            let exchange = Exchange(on: connection, query: connection?.query.withLock(\.self) ?? .none)
            unsafe slot.pointee = Unmanaged.passRetained(exchange).toOpaque()
            return begin(exchange, head)
        }
        let exchange = unsafe Unmanaged<Exchange>.fromOpaque(reference).takeUnretainedValue()
        guard let piece = unsafe piece else {
            return answer(exchange, head)
        }
        defer { unsafe pieceLength.pointee = 0 }
        return unsafe collect(UnsafeRawBufferPointer(start: piece, count: pieceLength.pointee), exchange)
    }

    /// `MHD_NotifyConnectionCallback`: a connection has begun or ended. `slot` is the library's place for what belongs to
    /// the connection.
    func connectionChanged(
        _ change: MHD_ConnectionNotificationCode, _ connection: OpaquePointer,
        slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    ) {
        if change == .CONNECTION_NOTIFY_CLOSED {
            let closed = unsafe slot.pointee.map { reference in
                unsafe Unmanaged<OpenConnection>.fromOpaque(reference).takeRetainedValue()
            }
            unsafe slot.pointee = nil
            connectionClosed(closed)
        } else {
            // This is the server's own thread, of which the library tells in no other way.
            if comesFirst { ThreadPrecedence.comeFirst() }
            let context = tls?.context()
            let opened = unsafe OpenConnection(descriptor: mps_mhd_socket(connection), tls: context)
            unsafe slot.pointee = Unmanaged.passRetained(opened).toOpaque()
            if let context {
                unsafe TLSConnection.begin(connection, context: context)
            }
            connectionOpened(opened)
        }
    }

    /// `MHD_RequestCompletedCallback`: takes the reference back from the slot.
    func completed(slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>, code: MHD_RequestTerminationCode) {
        guard let reference = unsafe slot.pointee else { return }
        unsafe slot.pointee = nil
        let exchange = unsafe Unmanaged<Exchange>.fromOpaque(reference).takeRetainedValue()
        end(exchange, isComplete: code == .REQUEST_TERMINATED_COMPLETED_OK)
    }
}

extension OpenConnection {
    /// What the notification callback left in the slot of a connection.
    static func of(_ connection: OpaquePointer) -> OpenConnection? {
        unsafe mps_mhd_socket_context(connection).map { reference in
            unsafe Unmanaged<OpenConnection>.fromOpaque(reference).takeUnretainedValue()
        }
    }
}
