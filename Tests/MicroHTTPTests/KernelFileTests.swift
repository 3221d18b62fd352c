import MicroHTTP
import Testing

@Suite struct KernelFileTests {
    @Test func `is read to its end, though the kernel gives it in pieces`() throws {
        // Of the mappings one read gives a page at most; the last of them is the kernel's own.
        let maps = try #require(KernelFile.text("/proc/self/maps"))
        #expect(maps.utf8.count > 4_096)
        #expect(maps.contains("[vdso]") || maps.contains("[vsyscall]"))
    }

    @Test func `is nil where there is none, or none that can be read`() {
        #expect(KernelFile.text("/proc/self/nothing") == nil)
        #expect(KernelFile.text("/proc/self") == nil)
    }
}
