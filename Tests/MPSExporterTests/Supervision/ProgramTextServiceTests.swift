import MPSExporter
import MicroHTTP
import Synchronization
import TencentCloud
import Testing

@Suite struct ProgramTextServiceTests {
    private static let start = UnixTime(seconds: 1_767_225_600)
    private static let refused = ProgramText(maps: "1001-2001 r-xp 00000000 fe:01 1 /nowhere\n")

    private let clock = ManualClock(at: start)
    private let log = LogRecorder()

    @Test func `looks at the code once, when the delay is over`() async {
        let looks = Mutex<[UnixTime]>([])
        let service = ProgramTextService(clock: clock, logger: log.logger) { [clock] in
            looks.withLock { $0.append(clock.now()) }
            return ProgramText(maps: "")
        }
        await service.releaseAfterStart()
        #expect(looks.withLock { $0 } == [Self.start + ProgramTextService.delay])
        #expect(log.lines == [])
    }

    @Test func `leaves the code alone when the exporter stops before`() async {
        let looks = Mutex(0)
        let service = ProgramTextService(clock: clock, logger: log.logger) {
            looks.withLock { $0 += 1 }
            return nil
        }
        await Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            await service.releaseAfterStart()
        }.value
        #expect(looks.withLock { $0 } == 0)
    }

    @Test func `says why code stays resident`() async {
        await ProgramTextService(clock: clock, logger: log.logger) { nil }.releaseAfterStart()
        await ProgramTextService(clock: clock, logger: log.logger) { Self.refused }.releaseAfterStart()
        #expect(log.lines.map(\.message).map { $0.contains("stays resident") } == [true, true])
        #expect(log.lines.last?.values == ["kept": "1", "segments": "1"])
    }
}
