import Glibc

/// What tells, without reading it, whether a file is still the one that was read.
package struct FileStamp: Sendable, Equatable {
    /// Whether it is a file, not a pipe, a folder or a device.
    package let isRegular: Bool

    private let device: UInt
    private let node: UInt
    private let size: Int
    private let changeSeconds: Int
    private let changeNanoseconds: Int
    private let takenSeconds: Int

    /// The stamp of the file at a path, links followed; nil if there is none that may be looked at.
    package init?(path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        device = UInt(status.st_dev)
        node = UInt(status.st_ino)
        size = status.st_size
        changeSeconds = status.st_ctim.tv_sec
        changeNanoseconds = status.st_ctim.tv_nsec
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME_COARSE, &now)
        takenSeconds = now.tv_sec
    }

    /// Whether the file had been left alone for some time when the stamp was taken. A file that changes twice within a
    /// tick of the system's clock can keep its stamp, so one that was just changed has to be read again.
    package var isSettled: Bool {
        takenSeconds - changeSeconds >= 2
    }

    /// Whether the file is the same in both.
    package static func == (one: FileStamp, other: FileStamp) -> Bool {
        one.device == other.device && one.node == other.node && one.size == other.size
            && one.changeSeconds == other.changeSeconds && one.changeNanoseconds == other.changeNanoseconds
    }
}
