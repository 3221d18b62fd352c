internal import CLibcurl

/// One libcurl transfer with everything C keeps pointers to: header lines and error buffer live as long as the handle.
@safe struct EasyHandle: ~Copyable {
    private let handle: OpaquePointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private let headerList: HeaderList

    /// Throws `failed` when there is no memory.
    init(headerLines: [String]) throws(HTTPTransportError) {
        let headerList = try HeaderList(headerLines)
        guard let handle = unsafe curl_easy_init() else {
            throw .failed(code: Int32(CURLE_FAILED_INIT.rawValue), message: "no memory for an HTTP call")
        }
        unsafe errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe self.handle = handle
        self.headerList = headerList
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe errorBuffer.deallocate()
    }

    /// Sets what is asked of the server; throws `failed` when libcurl refuses an option.
    func setRequest(_ order: TransferOrder) throws(HTTPTransportError) {
        try set("URL", unsafe curl_set_url(handle, order.target.url))
        try set("header", unsafe headerList.withHead { unsafe curl_set_header_lines(handle, $0) })
        switch order.request.method {
        case .get:
            try set("method", unsafe curl_set_get(handle))
        case .post:
            let code = unsafe order.request.body.withUnsafeBytes { body in
                unsafe curl_set_post(handle, body.baseAddress, body.count)
            }
            try set("body", code)
        }
    }

    /// Sets what holds for every call; throws `failed` when libcurl refuses an option.
    func setPolicy(_ configuration: CurlTransport.Configuration) throws(HTTPTransportError) {
        try set("error buffer", unsafe curl_set_error_buffer(handle, errorBuffer))
        try set("protocols", unsafe curl_set_http_and_https_only(handle))
        try set("redirects", unsafe curl_set_follow_redirects(handle, false))
        // One call at a time on a connection: a stall or a reset then concerns that call alone, and whether a dead
        // connection had begun to answer it is plain to see. A few calls a second have nothing to gain from HTTP/2.
        try set("HTTP version", unsafe curl_set_http_1_1(handle))
        try set("content codings", unsafe curl_set_accept_encoding(handle, "gzip"))
        try set("user agent", unsafe curl_set_user_agent(handle, configuration.userAgent))
        try set("TLS", unsafe curl_set_verified_tls_1_2(handle))
        if let bundle = configuration.caBundle {
            try set("CA bundle", unsafe curl_set_ca_bundle(handle, bundle))
        }
        if !configuration.verifiesServer { try set("TLS", unsafe curl_set_unverified(handle)) }
        if let (certificate, key) = configuration.clientCertificate {
            try set("client certificate", unsafe curl_set_client_certificate(handle, certificate, key))
        }
        if !configuration.usesProxies { try set("proxy", unsafe curl_set_no_proxy(handle)) }
        try set("sockets", unsafe curl_set_closed_on_exec(handle))
        try set("signals", unsafe curl_set_no_signals(handle))
        // Otherwise cancelling a call whose name is being looked up would hold up every other call of the thread.
        try set("quick exit", unsafe curl_set_quick_exit(handle))
        try set("connect timeout", unsafe curl_set_connect_timeout(handle, configuration.connectTimeout.milliseconds))
    }

    /// Has the callbacks write to `transfer`, which has to outlive the handle's time in a multi handle.
    func report(to transfer: Transfer) throws(HTTPTransportError) {
        let context = unsafe Transfer.pointer(to: transfer)
        try set("context", unsafe curl_set_private(handle, context))
        try set("header callback", unsafe curl_set_on_header(handle, Transfer.onHeader, context))
        try set("body callback", unsafe curl_set_on_body(handle, Transfer.onBody, context))
        try set("request callback", unsafe curl_set_before_request(handle, Transfer.beforeRequest, context))
    }

    /// Sets the time left for the whole call, of which at least a millisecond is taken: libcurl reads 0 as no limit.
    func setTimeout(_ timeout: Duration) throws(HTTPTransportError) {
        try set("timeout", unsafe curl_set_timeout(handle, timeout.milliseconds))
    }

    /// Makes the next attempt open a connection of its own; forgets the last attempt's message.
    func demandFreshConnection() throws(HTTPTransportError) {
        unsafe errorBuffer.pointee = 0
        try set("fresh connection", unsafe curl_set_fresh_connection(handle, true))
    }

    /// The status of the last response, 0 if there was none.
    func status() -> Int {
        var status = 0
        return unsafe curl_get_response_code(handle, &status) == CURLE_OK ? status : 0
    }

    /// How many connections this attempt has opened; 0 means that it uses a kept one.
    func connectionsMade() -> Int {
        var count = 0
        return unsafe curl_get_connections_made(handle, &count) == CURLE_OK ? count : 0
    }

    /// What libcurl wrote about the failure, in place of the general text of `code`.
    func message(for code: CURLcode) -> String {
        let written = unsafe String(cString: errorBuffer).visible
        // libcurl quotes a proxy setting that it cannot read, and that may hold a user name and a password.
        return written.isEmpty || written.contains("@") ? CurlLibrary.text(of: code) : written
    }

    /// Lends the handle to the multi handle's own calls.
    func withHandle<R>(_ body: (OpaquePointer) -> R) -> R {
        unsafe body(handle)
    }

    private func set(_ what: String, _ code: CURLcode) throws(HTTPTransportError) {
        try CurlLibrary.check(code, "libcurl refused the \(what) of a call")
    }
}
