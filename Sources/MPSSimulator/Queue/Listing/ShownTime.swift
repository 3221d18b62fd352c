/// A time as a row shows it. Instants are milliseconds since 1970.
package enum ShownTime: Sendable, Hashable {
    case unset(UnsetForm)
    /// `2018-12-27T13:57:15Z`.
    case utc(Int64)
    /// `2018-12-27T21:57:15+08:00`.
    case beijing(Int64)
    /// `2018-12-27T13:57:15.250Z`.
    case fraction(Int64)
    /// `2018-12-27 13:57:15`: nobody can say when that was.
    case withoutZone(Int64)
    /// No time at all.
    case noise

    /// The instant a reader can take from it, in milliseconds since 1970; nil if it is unset or cannot be read.
    package var milliseconds: Int64? {
        switch self {
        case .utc(let time), .beijing(let time), .fraction(let time): time
        case .unset, .withoutZone, .noise: nil
        }
    }

    /// Whether it is one of the spellings of no time, rather than a time that cannot be read.
    package var isUnset: Bool {
        if case .unset = self { true } else { false }
    }

    /// What stands on the wire; nil for null and for a field that is not there.
    package var text: String? {
        if case .unset(.null) = self { return nil }
        if case .unset(.absent) = self { return nil }
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends what stands on the wire between the quotation marks; nothing for null and a field that is not there.
    func append(to bytes: inout [UInt8]) {
        switch self {
        case .unset(.zeros): bytes.append(contentsOf: "0000-00-00T00:00:00Z".utf8)
        case .unset(.yearOne): bytes.append(contentsOf: "0001-01-01T00:00:00Z".utf8)
        case .unset(.empty), .unset(.null), .unset(.absent): break
        case .utc(let time):
            TimeText(time).append(to: &bytes)
            bytes.append(UInt8(ascii: "Z"))
        case .beijing(let time):
            TimeText(time + 8 * 3_600_000).append(to: &bytes)
            bytes.append(contentsOf: "+08:00".utf8)
        case .fraction(let time):
            TimeText(time).append(to: &bytes, fraction: true)
            bytes.append(UInt8(ascii: "Z"))
        case .withoutZone(let time): TimeText(time).append(to: &bytes, separator: UInt8(ascii: " "))
        case .noise: bytes.append(contentsOf: "tomorrow".utf8)
        }
    }
}
