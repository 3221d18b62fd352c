/// Writes an instant as the digits of its date and time in UTC, without a zone.
struct TimeText: Sendable {
    private let milliseconds: Int64

    /// The instant in milliseconds since 1970; not before that year.
    init(_ milliseconds: Int64) {
        self.milliseconds = max(0, milliseconds)
    }

    /// `2018-12-27T13:57:15`.
    var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `2018-12-27T13:57:15`, with `.250` behind it if asked for the fraction.
    func append(to bytes: inout [UInt8], separator: UInt8 = UInt8(ascii: "T"), fraction: Bool = false) {
        let second = Int(milliseconds / 1000 % 86_400)
        let date = civilDate
        Self.append(date.year / 100, to: &bytes)
        Self.append(date.year % 100, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Self.append(date.month, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Self.append(date.day, to: &bytes)
        bytes.append(separator)
        Self.append(second / 3600, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(second / 60 % 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(second % 60, to: &bytes)
        guard fraction else { return }
        let thousandths = Int(milliseconds % 1000)
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + UInt8(thousandths / 100))
        Self.append(thousandths % 100, to: &bytes)
    }

    /// By Howard Hinnant's `civil_from_days`, in eras of 400 years that begin on 1 March.
    private var civilDate: (year: Int, month: Int, day: Int) {
        let days = Int(milliseconds / 86_400_000) + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// Appends two digits.
    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
