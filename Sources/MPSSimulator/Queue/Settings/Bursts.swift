/// Many tasks submitted in the same instant, as scripts do.
package struct Bursts: Sendable, Hashable {
    /// How many bursts come in a day of the queue's life, at random moments.
    package var perDay: Double
    /// How many tasks come in one.
    package var size: Int

    package init(perDay: Double, size: Int = 500) {
        self.perDay = perDay
        self.size = size
    }

    /// Tasks come one by one only.
    package static let none = Bursts(perDay: 0)
}
