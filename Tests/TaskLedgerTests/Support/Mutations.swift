extension [UInt8] {
    /// Changes one place: a byte, a bit, one byte less or one more.
    mutating func mutate(using generator: inout SeededGenerator) {
        guard let place = indices.randomElement(using: &generator) else { return }
        switch generator.next() % 5 {
        case 0: self[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: self[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        case 2: remove(at: place)
        case 3: insert(UInt8.random(in: 0...255, using: &generator), at: place)
        default: removeSubrange(place...)
        }
    }
}
