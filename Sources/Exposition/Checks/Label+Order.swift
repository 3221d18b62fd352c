extension Label {
    /// Labels as they are written: without those of empty value, by name.
    static func arranged(_ labels: [Label]) -> [Label] {
        let isArranged =
            labels.indices.allSatisfy { index in
                !labels[index].value.isEmpty && (index == 0 || labels[index - 1].name <= labels[index].name)
            }
        guard !isArranged else { return labels }
        return labels.filter { !$0.value.isEmpty }.sorted { $0.name < $1.name }
    }

    /// Below, at or above 0 as the arranged labels on the left come before, are the same as, or come after those on
    /// the right.
    static func order(_ left: [Label], _ right: [Label]) -> Int {
        let left = left.span
        let right = right.span
        for index in 0..<min(left.count, right.count) {
            let nameOrder = byteOrder(left[index].name, right[index].name)
            if nameOrder != 0 { return nameOrder }
            let valueOrder = byteOrder(left[index].value, right[index].value)
            if valueOrder != 0 { return valueOrder }
        }
        return left.count - right.count
    }

    /// Prometheus compares bytes. Swift's own comparison would take two spellings of an accented letter for one.
    private static func byteOrder(_ left: borrowing String, _ right: borrowing String) -> Int {
        let left = left.utf8.span
        let right = right.utf8.span
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return Int(left[index]) - Int(right[index])
        }
        return left.count - right.count
    }
}
