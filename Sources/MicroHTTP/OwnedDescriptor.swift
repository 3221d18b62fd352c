import Glibc

/// A file descriptor that is closed when the last reference goes.
final class OwnedDescriptor: Sendable {
    /// The descriptor, valid as long as the object.
    let number: Int32

    /// Takes the descriptor over; nobody else may close it.
    init(owning number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }
}
