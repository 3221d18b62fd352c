/// A set of whole numbers at one bit each, in pages that exist only where there are members.
///
/// Insertion and removal are O(1); the next member on either side is found in a few words; a rank sums one counter a page
/// of 4,096 numbers.
package struct PositionSet: Sendable {
    private static let pageBits = 12
    private static let wordsPerPage = 64
    /// Empty pages in front are kept as long as there are no more than these.
    private static let patientPages = 1 << 14

    /// The page number of `slots[0]`.
    private var firstPage = 0
    /// Where each page's words are, or -1 for a page without members.
    private var slots: [Int32] = []
    private var counts: [UInt16] = []
    private var words: [UInt64] = []
    /// For each slot, which of its words are not zero.
    private var summaries: [UInt64] = []
    private var freeSlots: [Int32] = []
    /// How many members there are.
    package private(set) var count = 0

    package init() {}

    /// Whether `position` is a member.
    package func contains(_ position: Int) -> Bool {
        let page = (position >> Self.pageBits) - firstPage
        guard slots.indices.contains(page), slots[page] >= 0 else { return false }
        return words[wordIndex(of: position, slot: slots[page])] & bit(of: position) != 0
    }

    /// Returns whether `position` was new.
    @discardableResult
    package mutating func insert(_ position: Int) -> Bool {
        let page = preparedPage(of: position)
        let slot = slots[page]
        let word = wordIndex(of: position, slot: slot)
        guard words[word] & bit(of: position) == 0 else { return false }
        words[word] |= bit(of: position)
        summaries[Int(slot)] |= 1 << UInt64((position >> 6) & 63)
        counts[page] += 1
        count += 1
        return true
    }

    /// Returns whether `position` was a member.
    @discardableResult
    package mutating func remove(_ position: Int) -> Bool {
        guard contains(position) else { return false }
        let page = (position >> Self.pageBits) - firstPage
        let slot = slots[page]
        let word = wordIndex(of: position, slot: slot)
        words[word] &= ~bit(of: position)
        if words[word] == 0 { summaries[Int(slot)] &= ~(1 << UInt64((position >> 6) & 63)) }
        counts[page] -= 1
        count -= 1
        if counts[page] == 0 { release(page) }
        return true
    }

    /// The smallest member that is not below `position`.
    package func member(atOrAfter position: Int) -> Int? {
        var page = (position >> Self.pageBits) - firstPage
        if page < 0 { return member(inPagesFrom: 0) }
        guard page < slots.count else { return nil }
        if slots[page] >= 0 {
            let word = (position >> 6) & 63
            let rest = words[wordIndex(of: position, slot: slots[page])] & (UInt64.max << UInt64(position & 63))
            if rest != 0 { return number(page: page, word: word, bit: rest.trailingZeroBitCount) }
            let later = word == 63 ? 0 : summaries[Int(slots[page])] & (UInt64.max << UInt64(word + 1))
            if later != 0 { return lowest(page: page, word: later.trailingZeroBitCount) }
        }
        page += 1
        return member(inPagesFrom: page)
    }

    /// The largest member that is not above `position`.
    package func member(atOrBefore position: Int) -> Int? {
        let page = (position >> Self.pageBits) - firstPage
        guard page >= 0 else { return nil }
        if page < slots.count, slots[page] >= 0 {
            let word = (position >> 6) & 63
            let rest = words[wordIndex(of: position, slot: slots[page])] & (UInt64.max >> UInt64(63 - position & 63))
            if rest != 0 { return number(page: page, word: word, bit: 63 - rest.leadingZeroBitCount) }
            let earlier = summaries[Int(slots[page])] & ((1 << UInt64(word)) - 1)
            if earlier != 0 { return highest(page: page, word: 63 - earlier.leadingZeroBitCount) }
        }
        var earlierPage = min(page, slots.count) - 1
        while earlierPage >= 0, counts[earlierPage] == 0 { earlierPage -= 1 }
        guard earlierPage >= 0 else { return nil }
        return highest(page: earlierPage, word: 63 - summaries[Int(slots[earlierPage])].leadingZeroBitCount)
    }

    /// How many members are below `position`.
    package func rank(of position: Int) -> Int {
        let page = (position >> Self.pageBits) - firstPage
        guard page >= 0 else { return 0 }
        guard page < slots.count else { return count }
        var rank = counts[..<page].reduce(0) { $0 + Int($1) }
        guard slots[page] >= 0 else { return rank }
        let start = Int(slots[page]) * Self.wordsPerPage
        let word = (position >> 6) & 63
        for index in start..<(start + word) { rank += words[index].nonzeroBitCount }
        return rank + (words[start + word] & (bit(of: position) - 1)).nonzeroBitCount
    }

    private func member(inPagesFrom start: Int) -> Int? {
        var page = start
        while page < counts.count, counts[page] == 0 { page += 1 }
        guard page < counts.count else { return nil }
        return lowest(page: page, word: summaries[Int(slots[page])].trailingZeroBitCount)
    }

    private func lowest(page: Int, word: Int) -> Int {
        let bits = words[Int(slots[page]) * Self.wordsPerPage + word]
        return number(page: page, word: word, bit: bits.trailingZeroBitCount)
    }

    private func highest(page: Int, word: Int) -> Int {
        let bits = words[Int(slots[page]) * Self.wordsPerPage + word]
        return number(page: page, word: word, bit: 63 - bits.leadingZeroBitCount)
    }

    private func number(page: Int, word: Int, bit: Int) -> Int {
        (page + firstPage) << Self.pageBits | word << 6 | bit
    }

    private func wordIndex(of position: Int, slot: Int32) -> Int {
        Int(slot) * Self.wordsPerPage + (position >> 6) & 63
    }

    private func bit(of position: Int) -> UInt64 {
        1 << UInt64(position & 63)
    }
}

extension PositionSet {
    /// The index in `slots` of the page that holds `position`, which has words when this returns.
    private mutating func preparedPage(of position: Int) -> Int {
        let number = position >> Self.pageBits
        if slots.isEmpty { firstPage = number }
        if number < firstPage {
            slots.insert(contentsOf: repeatElement(-1, count: firstPage - number), at: 0)
            counts.insert(contentsOf: repeatElement(0, count: firstPage - number), at: 0)
            firstPage = number
        }
        let page = number - firstPage
        if page >= slots.count {
            let missing = page - slots.count + 1
            slots.append(contentsOf: repeatElement(-1, count: missing))
            counts.append(contentsOf: repeatElement(0, count: missing))
        }
        if slots[page] < 0 { slots[page] = takeSlot() }
        return page
    }

    private mutating func takeSlot() -> Int32 {
        if let slot = freeSlots.popLast() { return slot }
        words.append(contentsOf: repeatElement(0, count: Self.wordsPerPage))
        summaries.append(0)
        return Int32(summaries.count - 1)
    }

    /// Gives back an empty page, and forgets the pages in front of the first member when there are many.
    private mutating func release(_ page: Int) {
        freeSlots.append(slots[page])
        slots[page] = -1
        guard slots.count > Self.patientPages, counts.first == 0 else { return }
        let empty = counts.firstIndex { $0 != 0 } ?? counts.count
        slots.removeFirst(empty)
        counts.removeFirst(empty)
        firstPage += empty
    }
}
