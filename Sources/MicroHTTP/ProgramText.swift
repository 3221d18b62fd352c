import Glibc

/// The program's machine code, and that of its libraries, as the kernel has mapped it.
///
/// A start runs through much of it once: the libraries set themselves up, the configuration is read, Swift's runtime looks
/// through every conformance. The kernel keeps all of that resident, 16 pages around each that was touched, long after.
package struct ProgramText: Sendable {
    /// Where code lies in memory, whole pages.
    package let segments: [Range<UInt>]

    /// What this process has mapped; nil if it cannot be read.
    package static func mapped() -> ProgramText? {
        KernelFile.text("/proc/self/maps").map(ProgramText.init(maps:))
    }

    /// - Parameter maps: as in proc_pid_maps(5).
    package init(maps: String) {
        segments = maps.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ", maxSplits: 5)
            // Only what a file can give back: executable, never written, and not the kernel's own pages.
            guard fields.count == 6, fields[1] == "r-xp", fields[5].drop(while: { $0 == " " }).hasPrefix("/") else {
                return nil
            }
            let bounds = fields[0].split(separator: "-").map { UInt($0, radix: 16) }
            guard bounds.count == 2, let start = bounds[0], let end = bounds[1], start < end else { return nil }
            return start..<end
        }
    }

    /// Gives the pages back to the kernel, which brings those that are still run from its page cache, as at first.
    ///
    /// Code is not written to, so nothing can be lost; a debugger's breakpoints are the exception, and have to be set again.
    /// - Returns: how many segments the kernel did not take.
    package func release() -> Int {
        segments.count { segment in
            guard let start = unsafe UnsafeMutableRawPointer(bitPattern: segment.lowerBound) else { return true }
            return unsafe madvise(start, segment.count, MADV_DONTNEED) != 0
        }
    }
}
