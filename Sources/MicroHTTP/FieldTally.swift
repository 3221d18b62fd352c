/// Counts the header fields of one name, taken over from the library's memory one by one.
struct FieldTally {
    /// How many had the name so far.
    private(set) var count = 0

    private let name: String

    /// `name` is a name in any case.
    init(of name: String) {
        self.name = name
    }

    /// Looks at the name of one field. The bit that tells small letters from capitals is left aside; other characters
    /// that differ in nothing else are in no name that is asked for here.
    mutating func take(_ name: UnsafeRawBufferPointer) {
        guard name.count == self.name.utf8.count else { return }
        if unsafe name.elementsEqual(self.name.utf8, by: { $0 | 0x20 == $1 | 0x20 }) {
            count += 1
        }
    }
}
