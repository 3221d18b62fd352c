import MicroHTTP
import Testing

@Suite struct ListenAddressTests {
    @Test(arguments: [
        (":10862", ListenAddress(host: nil, port: 10862)),
        ("127.0.0.1:80", ListenAddress(host: "127.0.0.1", port: 80)),
        ("localhost:0", ListenAddress(host: "localhost", port: 0)),
        ("[::1]:65535", ListenAddress(host: "::1", port: 65535)),
        ("[fe80::1%eth0]:9", ListenAddress(host: "fe80::1%eth0", port: 9)),
    ])
    func `reads and writes every form`(text: String, address: ListenAddress) throws {
        #expect(try ListenAddress(parsing: text) == address)
        #expect(address.description == text)
    }

    @Test(arguments: [
        "", ":", "10862", "localhost", "localhost:", ":65536", ":-1", ":+80", ": 80", ":80 ", ":http", "::1:80",
        "[::1]", "[]:80",
        "[::1:80", "::1]:80", "a b:80", "http://localhost:80",
    ])
    func `refuses everything else with the text`(text: String) throws {
        let error = #expect(throws: MicroHTTPError.invalidListenAddress(text)) { try ListenAddress(parsing: text) }
        #expect(
            error?.description
                == "invalid listen address \"\(text)\": expected host:port, :port or [v6]:port with a port of 0 to 65535"
        )
    }
}
