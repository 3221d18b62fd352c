internal import CLibcurl

/// Where a call goes, read from its URL by libcurl's own parser, so that both understand the same thing.
struct CallTarget: Sendable, Equatable {
    /// The whole URL, as libcurl gets it.
    let url: String

    /// The host; an IPv6 address stands in brackets.
    let host: String

    /// The port of the URL, or the scheme's own.
    let port: Int

    /// Refuses what libcurl cannot parse, what is neither `http` nor `https`, control characters and user names.
    init(url: String) throws(HTTPTransportError) {
        // C would end the text at a NUL.
        guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
            throw .invalidURL(url: Self.displayed(url), reason: "it holds a space or a control character")
        }
        guard let parser = ParsedURL() else {
            throw .failed(code: Int32(CURLE_OUT_OF_MEMORY.rawValue), message: "no memory to parse a URL")
        }
        if let reason = parser.parse(url) {
            throw .invalidURL(url: Self.displayed(url), reason: reason)
        }
        guard let scheme = parser.part(CURLUPART_SCHEME), ["http", "https"].contains(scheme) else {
            throw .invalidURL(url: Self.displayed(url), reason: "its scheme is neither http nor https")
        }
        guard let host = parser.part(CURLUPART_HOST), let port = parser.part(CURLUPART_PORT).flatMap({ Int($0) })
        else {
            throw .invalidURL(url: Self.displayed(url), reason: "it names no host and port")
        }
        self.url = url
        self.host = host
        self.port = port
    }

    /// The URL as errors may show it: without user name, password, query and fragment, its controls made visible.
    static func displayed(_ url: String) -> String {
        let scalars = url.unicodeScalars.prefix { $0 != "?" && $0 != "#" }
        let afterUser = scalars.lastIndex(of: "@").map { scalars[scalars.index(after: $0)...] } ?? scalars
        return String(afterUser.prefix(200)).visible
    }
}

/// A libcurl URL parser.
@safe private struct ParsedURL: ~Copyable {
    private let handle: OpaquePointer

    /// Nil when there is no memory for it.
    init?() {
        guard let handle = unsafe curl_url() else { return nil }
        unsafe self.handle = handle
    }

    deinit {
        unsafe curl_url_cleanup(handle)
    }

    /// Nil if the URL is good, else libcurl's reason.
    func parse(_ url: String) -> String? {
        let code = unsafe curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_DISALLOW_USER))
        guard code != CURLUE_OK else { return nil }
        return unsafe curl_url_strerror(code).map { unsafe String(cString: $0) } ?? "it cannot be parsed"
    }

    /// A part of the URL, a scheme's own port included; nil if there is none.
    func part(_ part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(handle, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK,
            let text = unsafe text
        else { return nil }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
