import Glibc

/// The reason of a failed system call.
struct SystemError: Equatable {
    /// The value of `errno`.
    let code: Int32

    /// The reason of the call that failed just before on this thread.
    static var last: SystemError {
        SystemError(code: errno)
    }

    /// The system's own words, such as "Permission denied".
    var text: String {
        unsafe String(cString: strerror(code))
    }
}
