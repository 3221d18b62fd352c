package import TencentCloud

/// A task's time as the API writes it: a string that can be a sentinel, or nonsense.
package enum TaskTime: Sendable, Hashable {
    /// Not happened yet, or not known: a zero date, empty, null or missing.
    case unset
    /// Something else than a time with a zone.
    case unparsable
    /// An instant; fractions are cut to whole milliseconds.
    case at(UnixTime)

    /// Reads the value of a field; nil stands for null or missing.
    package init(wire: String?) {
        guard let wire else {
            self = .unset
            return
        }
        self.init(utf8: Array(wire.utf8)[...])
    }

    /// Reads the bytes of a string.
    package init(utf8 bytes: ArraySlice<UInt8>) {
        var parser = TaskTimeParser(bytes)
        self = parser.parse()
    }

    /// The instant, if there is one.
    package var time: UnixTime? {
        if case .at(let time) = self { time } else { nil }
    }
}
