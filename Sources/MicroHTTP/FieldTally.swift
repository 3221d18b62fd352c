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

    /// Looks at one field.
    mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        guard unsafe RequestHead.areEqualInAnyCase(name, self.name) else { return }
        if count == 0 { unsafe first = NameValueList.trimmed(value) }
        count += 1
    }
}
