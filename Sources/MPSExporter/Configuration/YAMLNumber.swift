/// A finite number as YAML, without a fraction where it has none.
struct YAMLNumber: CustomStringConvertible {
    private let number: Double

    init(_ number: Double) {
        self.number = number
    }

    var description: String {
        Int64(exactly: number).map(String.init) ?? "\(number)"
    }
}
