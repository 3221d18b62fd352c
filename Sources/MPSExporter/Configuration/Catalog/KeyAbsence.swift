/// What counts as a key that is not there. The exporter-toolkit's reader forgives more than ours.
enum KeyAbsence: Sendable {
    /// Nothing but its absence.
    case missing
    /// A key without a value too.
    case withoutValue
    /// A key without a value or with empty text too.
    case withoutText
}
