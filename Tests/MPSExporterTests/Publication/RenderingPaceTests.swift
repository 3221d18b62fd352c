import MPSExporter
import Testing

@Suite struct RenderingPaceTests {
    @Test(arguments: [
        (-3600_000, 200), (0, 200), (1, 200), (10, 200), (11, 209), (60, 1140), (105, 1995), (106, 2000),
        (3600_000, 2000),
    ])
    func `renderings take a twentieth of the time, and come five times a second to every two seconds`(
        took: Int, pause: Int
    ) {
        #expect(RenderingPace.pause(after: .milliseconds(took)) == .milliseconds(pause))
    }
}
