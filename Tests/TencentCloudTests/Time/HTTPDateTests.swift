import TencentCloud
import Testing

struct HTTPDateTests {
    @Test func `reads the date of RFC 9110`() {
        #expect(HTTPDate.parse("Sun, 06 Nov 1994 08:49:37 GMT") == UnixTime(seconds: 784_111_777))
        #expect(HTTPDate.parse("Sat, 31 Dec 2016 23:59:60 GMT") == UnixTime(seconds: 1_483_228_799))
    }

    @Test func `reads back what it writes`() {
        for second in stride(from: Int64(-3_000_000_000), to: 6_000_000_000, by: 98_765_432) {
            let time = UnixTime(seconds: second)
            #expect(HTTPDate.parse(HTTPDate.text(time)) == time)
        }
        #expect(HTTPDate.text(UnixTime(milliseconds: 784_111_777_999)) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(UnixTime(seconds: 1_767_225_600)) == "Thu, 01 Jan 2026 00:00:00 GMT")
    }

    @Test(arguments: [
        "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Son, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 +8:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
    ])
    func `reads nothing else`(text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }
}
