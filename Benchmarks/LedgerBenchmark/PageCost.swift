import FoundationEssentials
import Glibc

/// What a page cost on average, and how much memory the process holds.
struct PageCost: CustomStringConvertible {
    let processorMilliseconds: Double
    let wallMilliseconds: Double
    let residentMebibytes: Double

    /// Runs `work` on each page.
    static func measure<Page>(of pages: [Page], _ work: (Page) throws -> Void) rethrows -> PageCost {
        let wall = ContinuousClock.now
        let processor = clock()
        for page in pages { try work(page) }
        let share = 1000 / Double(pages.count)
        // POSIX fixes CLOCKS_PER_SEC at a million.
        return PageCost(
            processorMilliseconds: Double(clock() - processor) / 1_000_000 * share,
            wallMilliseconds: (ContinuousClock.now - wall) / .seconds(1) * share,
            residentMebibytes: residentMebibytes)
    }

    /// What the process has in memory now.
    static var residentMebibytes: Double {
        let status = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = status.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan
        return pages * 4096 / 1_048_576
    }

    var description: String {
        "\(rounded(processorMilliseconds)) ms CPU, \(rounded(wallMilliseconds)) ms wall,"
            + " \(rounded(residentMebibytes)) MiB resident"
    }

    private func rounded(_ value: Double) -> Double {
        (value * 1000).rounded() / 1000
    }
}
