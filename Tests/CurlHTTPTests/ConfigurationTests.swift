import CurlHTTP
import Testing

struct ConfigurationTests {
    @Test func `a call has 5 s to connect, 10 s in all and 16 MiB for its body`() {
        let configuration = CurlTransport.Configuration()
        #expect(configuration.connectTimeout == .seconds(5))
        #expect(configuration.timeout == .seconds(10))
        #expect(configuration.maxBodyBytes == 16_777_216)
    }
}
