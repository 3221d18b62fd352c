internal import Exposition

/// The usual metrics of a process.
enum ProcessMetrics {
    static let cpu = counter("process_cpu_seconds_total", "User and system CPU time spent.")
    static let openDescriptors = gauge("process_open_fds", "Open file descriptors.")
    static let maxDescriptors = gauge("process_max_fds", "File descriptors that may be open at most.")
    static let virtualMemory = gauge("process_virtual_memory_bytes", "Virtual memory size.")
    static let maxVirtualMemory = gauge("process_virtual_memory_max_bytes", "Virtual memory available at most.")
    static let residentMemory = gauge("process_resident_memory_bytes", "Resident memory size.")
    static let startTime = gauge("process_start_time_seconds", "When the process started, since the Unix epoch.")
    static let received = counter(
        "process_network_receive_bytes_total", "Bytes received over the network by the process's namespace.")
    static let transmitted = counter(
        "process_network_transmit_bytes_total", "Bytes sent over the network by the process's namespace.")

    static let definitions = [
        cpu, openDescriptors, maxDescriptors, virtualMemory, maxVirtualMemory, residentMemory, startTime, received,
        transmitted,
    ]

    private static func gauge(_ name: String, _ help: String) -> MetricDefinition {
        MetricDefinition(name: name, type: .gauge, labels: [], help: help)
    }

    private static func counter(_ name: String, _ help: String) -> MetricDefinition {
        MetricDefinition(name: name, type: .counter, labels: [], help: help)
    }

    static func collect(_ statistics: ProcessStatistics, into families: inout FamilyCollection) {
        families.gauge(openDescriptors, [], statistics.openDescriptors)
        families.gauge(maxDescriptors, [], statistics.maxDescriptors)
        families.gauge(virtualMemory, [], statistics.virtualBytes)
        families.gauge(maxVirtualMemory, [], statistics.maxVirtualBytes)
        families.gauge(residentMemory, [], statistics.residentBytes)
        families.gauge(startTime, [], statistics.startTime)
        if let seconds = statistics.cpuSeconds {
            families.add(cpu, [], .counter(seconds), created: statistics.startTime)
        }
        // These count since the namespace began, and nobody tells when that was.
        for (definition, value) in [
            (received, statistics.receivedBytes), (transmitted, statistics.transmittedBytes),
        ] {
            if let value { families.add(definition, [], .counter(value)) }
        }
    }
}
