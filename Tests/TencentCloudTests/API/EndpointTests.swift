import TencentCloud
import Testing

struct EndpointTests {
    @Test(arguments: [
        ("mps.intl.tencentcloudapi.com", "https://mps.intl.tencentcloudapi.com/", "mps.intl.tencentcloudapi.com"),
        ("HTTPS://MPS.Tencentcloudapi.com/", "https://mps.tencentcloudapi.com/", "mps.tencentcloudapi.com"),
        ("http://127.0.0.1:18620", "http://127.0.0.1:18620/", "127.0.0.1:18620"),
        ("localhost:8443", "https://localhost:8443/", "localhost:8443"),
        ("https://a.example:443", "https://a.example/", "a.example"),
        ("http://a.example:80/", "http://a.example/", "a.example"),
        ("http://a.example:443", "http://a.example:443/", "a.example:443"),
        ("http://[::1]:18620", "http://[::1]:18620/", "[::1]:18620"),
        ("[FE80::1]", "https://[fe80::1]/", "[fe80::1]"),
    ])
    func `reads hosts and URLs`(text: String, url: String, host: String) throws {
        let endpoint = try Endpoint(parsing: text)
        #expect(endpoint.url == url)
        #expect(endpoint.hostHeader == host)
    }

    @Test(arguments: [
        ("", EndpointError.invalidHost("")), ("https://", .invalidHost("https://")), ("a b", .invalidHost("a b")),
        ("-a.example", .invalidHost("-a.example")), ("a..example", .invalidHost("a..example")),
        ("[::1", .invalidHost("[::1")), ("[::1]x", .invalidHost("[::1]x")), ("[nothex]", .invalidHost("[nothex]")),
        ("ähost", .invalidHost("ähost")), ("a\r\nX: y", .invalidHost("a\r\nX: y")),
        ("a:", .invalidPort("a:")), ("a:0", .invalidPort("a:0")), ("a:65536", .invalidPort("a:65536")),
        ("a:+1", .invalidPort("a:+1")), ("::1", .invalidHost("::1")),
        ("ftp://a", .unknownScheme("ftp://a")), ("a/b", .moreThanHostAndPort("a/b")),
        ("https://a/?q", .moreThanHostAndPort("https://a/?q")), ("a#b", .moreThanHostAndPort("a#b")),
        ("https://user:hunter2@a", .moreThanHostAndPort("…@a")),
    ])
    func `says what is wrong with others`(text: String, expected: EndpointError) {
        let error = #expect(throws: EndpointError.self) { try Endpoint(parsing: text) }
        #expect(error == expected)
        #expect(error?.description.contains("expected") == true)
        #expect(error?.description.contains("hunter2") == false)
        #expect(error?.description.contains { $0.isNewline } == false)
    }
}
