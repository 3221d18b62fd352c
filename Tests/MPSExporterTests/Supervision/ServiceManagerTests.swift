import MPSExporter
import Testing

@Suite struct `The service manager` {
    private func watchdog(_ variables: [String: String]) throws -> Duration? {
        let environment = ["NOTIFY_SOCKET": "/run/nobody"].merging(variables) { $1 }
        return try #require(try ServiceManager(environment: environment, processID: 7)).watchdogInterval
    }

    @Test func `is there only if the environment names it`() throws {
        #expect(try ServiceManager(environment: [:], processID: 7) == nil)
        #expect(try ServiceManager(environment: ["NOTIFY_SOCKET": ""], processID: 7) == nil)
        #expect(throws: (any Error).self) {
            try ServiceManager(environment: ["NOTIFY_SOCKET": "relative"], processID: 7)
        }
    }

    @Test func `asks for signs of life in microseconds`() throws {
        #expect(try watchdog([:]) == nil)
        #expect(try watchdog(["WATCHDOG_USEC": "1500000"]) == .milliseconds(1500))
        #expect(try watchdog(["WATCHDOG_USEC": "1500000", "WATCHDOG_PID": "7"]) == .milliseconds(1500))
        #expect(try watchdog(["WATCHDOG_USEC": "1500000", "WATCHDOG_PID": "8"]) == nil)
        #expect(try watchdog(["WATCHDOG_USEC": "0"]) == nil)
        #expect(try watchdog(["WATCHDOG_USEC": "soon"]) == nil)
    }

    @Test func `is told in its own words`() {
        #expect(ServiceState.ready(status: "polling 2 account(s)").message == "READY=1\nSTATUS=polling 2 account(s)\n")
        #expect(
            ServiceState.reloading(since: .milliseconds(12_345)).message
                == "RELOADING=1\nMONOTONIC_USEC=12345000\n")
        #expect(ServiceState.stopping.message == "STOPPING=1\n")
        #expect(ServiceState.alive.message == "WATCHDOG=1\n")
    }
}
