internal import CLibcurl

/// The process-wide part of libcurl.
enum CurlLibrary {
    /// Set up once, at first use, whatever number of transports there is. It is never torn down:
    /// `curl_global_cleanup` is safe only when nothing else in the process uses libcurl or OpenSSL, which nobody knows.
    private static let setUp: CURLcode = curl_init_library()

    /// Makes sure that libcurl is set up; throws ``HTTPTransportError/failed(code:message:)`` if it cannot be.
    static func prepare() throws(HTTPTransportError) {
        try check(setUp, "libcurl could not be set up")
    }

    /// Throws `failed` unless the code says that all went well.
    static func check(_ code: CURLcode, _ what: String) throws(HTTPTransportError) {
        guard code != CURLE_OK else { return }
        throw .failed(code: Int32(code.rawValue), message: "\(what): \(text(of: code))")
    }

    /// libcurl's words for a code.
    static func text(of code: CURLcode) -> String {
        unsafe String(cString: curl_easy_strerror(code))
    }

    /// libcurl's words for a code of the multi interface.
    static func text(of code: CURLMcode) -> String {
        unsafe String(cString: curl_multi_strerror(code))
    }
}
