import Exposition
import Testing

struct CompressionNegotiationTests {
    @Test(
        arguments: [
            "gzip", "GZIP", "x-gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "deflate, gzip;q=0.001",
            "gzip,gzip", "gzip , gzip;q=0", "*", "*;q=0.5", "identity;q=0", "gzip;q=1, identity;q=1", "gzip;q=2",
            "identity;q=0.5, gzip;q=0.5", "identity;q=0, gzip;q=0.1", "identity;q=0.2, *;q=0.3", "gzip;foo=bar",
            "\tgzip ;q=1", "gzip;q=0.5;q=0",
        ])
    func `gzip is welcome`(_ field: String) {
        #expect(FormatNegotiation.acceptsGzip(acceptEncoding: field))
    }

    @Test(
        arguments: [
            nil, "", " ", ",", "identity", "deflate, br, zstd", "gzip;q=0", "gzip;q=0.0", "gzip;q=abc", "gzip;q=-1",
            "gzip;q=0, *", "*;q=0", "identity;q=1, gzip;q=0.5", "identity, *;q=0.1", "identity;q=0, gzip;q=0",
            "gzipped", "gzi", "identity;q=0.5",
        ])
    func `gzip is not welcome`(_ field: String?) {
        #expect(!FormatNegotiation.acceptsGzip(acceptEncoding: field))
    }
}
