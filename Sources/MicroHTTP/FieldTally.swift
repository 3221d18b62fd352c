/// Counts the header fields of one name, taken over from the library's memory one by one.
@safe struct FieldTally {
    /// How many had the name so far.
    private(set) var count = 0

    /// The value of the first, in the library's memory.
    private(set) var first: UnsafeRawBufferPointer?

    private let name: String

    /// `name` is a name in any case.
    init(of name: String) {
        self.name = name
    }

    /// Looks at one field. The bit that tells small letters from capitals is left aside; other characters that differ in
    /// nothing else are in no name that is asked for here.
    mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        guard name.count == self.name.utf8.count else { return }
        guard unsafe name.elementsEqual(self.name.utf8, by: { $0 | 0x20 == $1 | 0x20 }) else { return }
        if count == 0 { unsafe first = NameValueList.trimmed(value) }
        count += 1
    }
}
