internal import FoundationEssentials
internal import Glibc
internal import MicroHTTP

/// What the kernel says of this process, out of `/proc/self`.
struct ProcessStatistics: Sendable {
    var cpuSeconds: Double?
    var openDescriptors: Double?
    var maxDescriptors: Double?
    var virtualBytes: Double?
    var maxVirtualBytes: Double?
    var residentBytes: Double?
    var startTime: Double?
    var receivedBytes: Double?
    var transmittedBytes: Double?

    /// Reads what can be read; what cannot stays nil.
    static func read(from folder: String = "/proc") -> ProcessStatistics {
        var statistics = ProcessStatistics()
        // Fields are counted from the name's closing parenthesis, for the name may hold blanks.
        if let stat = KernelFile.text("\(folder)/self/stat"), let end = stat.lastIndex(of: ")") {
            let fields = stat[end...].split(separator: " ").dropFirst().map { Double($0) }
            let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
            if fields.count > 21, let user = fields[11], let system = fields[12] {
                statistics.cpuSeconds = (user + system) / ticks
                statistics.virtualBytes = fields[20]
                statistics.residentBytes = fields[21].map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
                if let started = fields[19], let boot = bootTime(folder) {
                    statistics.startTime = boot + started / ticks
                }
            }
        }
        statistics.openDescriptors = try? Double(
            FileManager.default.contentsOfDirectory(atPath: "\(folder)/self/fd").count)
        let limits = KernelFile.text("\(folder)/self/limits")
        statistics.maxDescriptors = limit("Max open files", in: limits)
        statistics.maxVirtualBytes = limit("Max address space", in: limits)
        (statistics.receivedBytes, statistics.transmittedBytes) = network(KernelFile.text("\(folder)/self/net/netstat"))
        return statistics
    }

    private static func bootTime(_ folder: String) -> Double? {
        let line = KernelFile.text("\(folder)/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) }
    }

    private static func limit(_ name: String, in limits: String?) -> Double? {
        guard let line = limits?.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
        let soft = line.dropFirst(name.count).split(separator: " ").first
        return soft == "unlimited" ? .infinity : soft.flatMap { Double($0) }
    }

    private static func network(_ netstat: String?) -> (Double?, Double?) {
        let rows = netstat?.split(separator: "\n").filter { $0.hasPrefix("IpExt:") } ?? []
        guard rows.count == 2 else { return (nil, nil) }
        let values = Dictionary(
            zip(rows[0].split(separator: " "), rows[1].split(separator: " ")), uniquingKeysWith: { first, _ in first })
        return (values["InOctets"].flatMap { Double($0) }, values["OutOctets"].flatMap { Double($0) })
    }
}
