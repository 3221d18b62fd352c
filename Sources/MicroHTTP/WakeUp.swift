import CMicrohttpd
import Glibc

/// Wakes a thread that waits in `poll`, from any thread; a signal that comes early is not lost.
struct WakeUp: Sendable {
    private let descriptor: OwnedDescriptor

    /// What to poll for reading.
    var pollTarget: Int32 {
        descriptor.number
    }

    /// - Throws: `MicroHTTPError.cannotStart` when the process has no descriptor left.
    init() throws(MicroHTTPError) {
        let number = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard number >= 0 else {
            throw .cannotStart(reason: "eventfd: \(SystemError.last.text)")
        }
        descriptor = OwnedDescriptor(owning: number)
    }

    /// Ends the wait, the present one or the next. A counter that is full already wakes, so that no error matters.
    func signal() {
        _ = eventfd_write(descriptor.number, 1)
    }

    /// Forgets the signals up to now. An empty counter is no error here.
    func clear() {
        var count: eventfd_t = 0
        _ = unsafe eventfd_read(descriptor.number, &count)
    }

    /// Waits for a signal, without clearing it, for at most this many milliseconds.
    func wait(milliseconds: Int32) {
        var interest = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&interest, 1, milliseconds)
    }
}
