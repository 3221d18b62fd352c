import MicroHTTP
import Testing

@Suite struct ProgramTextTests {
    private static let maps = """
        55d0c0a00000-55d0c0a21000 r--p 00000000 fe:01 1311 /usr/bin/mps-exporter
        55d0c0a21000-55d0c0b00000 r-xp 00021000 fe:01 1311 /usr/bin/mps-exporter
        55d0c0b00000-55d0c0b10000 rw-p 00100000 fe:01 1311 /usr/bin/mps-exporter
        7f00aa000000-7f00aa021000 rw-p 00000000 00:00 0
        7f00ab000000-7f00ab001000 r-xp 00000000 00:00 0
        7f00ac000000-7f00ac080000 r-xp 00010000 fe:01 2020   /opt/a folder/libcurl.so.4
        7f00ad000000-7f00ad001000 rwxp 00010000 fe:01 2021 /opt/libwritten.so
        7ffd1e5f2000-7ffd1e5f4000 r-xp 00000000 00:00 0      [vdso]
        nonsense
        7f-6f r-xp 00010000 fe:01 2020 /opt/backwards

        """

    @Test func `holds the code of files, and neither data nor what has no file to come back from`() {
        #expect(
            ProgramText(maps: Self.maps).segments == [
                0x55d0_c0a2_1000..<0x55d0_c0b0_0000, 0x7f00_ac00_0000..<0x7f00_ac08_0000,
            ])
    }

    @Test func `is given back without a segment refused, and runs on`() throws {
        let text = try #require(ProgramText.mapped())
        #expect(!text.segments.isEmpty)
        #expect(text.release() == 0)
        #expect(ProgramText.mapped()?.segments.isEmpty == false)
    }

    @Test func `says how many segments the kernel did not take`() {
        // The first page of memory belongs to nobody, and half a page is no page.
        let refused = ProgramText(maps: "1001-2001 r-xp 00000000 fe:01 1 /nowhere\n")
        #expect(refused.release() == 1)
    }
}
