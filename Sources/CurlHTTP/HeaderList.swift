internal import CLibcurl

/// Header lines in C's form, freed with this value.
@safe struct HeaderList: ~Copyable {
    private let head: UnsafeMutablePointer<curl_slist>?

    /// Copies the lines; throws ``HTTPTransportError/failed(code:message:)`` when there is no memory.
    init(_ lines: [String]) throws(HTTPTransportError) {
        var head: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = unsafe curl_slist_append(head, line) else {
                unsafe curl_slist_free_all(head)
                throw .failed(code: Int32(CURLE_OUT_OF_MEMORY.rawValue), message: "no memory for the request's header")
            }
            unsafe head = longer
        }
        unsafe self.head = unsafe head
    }

    deinit {
        unsafe curl_slist_free_all(head)
    }

    /// Lends the list to C; it has to stay alive for as long as C keeps the pointer.
    func withHead<R>(_ body: (UnsafeMutablePointer<curl_slist>?) -> R) -> R {
        unsafe body(head)
    }
}
