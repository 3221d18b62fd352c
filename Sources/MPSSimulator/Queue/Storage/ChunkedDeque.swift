/// A sequence that grows at its end and shrinks at its start, in which an element keeps its index for ever.
///
/// Kept in chunks: neither end ever moves the rest, so millions of elements cost no pauses and no spare copy.
struct ChunkedDeque<Element: Sendable>: Sendable {
    private static var chunkBits: Int { 14 }
    private static var chunkMask: Int { (1 << chunkBits) - 1 }

    private var chunks: [[Element]] = []
    private var firstChunk = 0
    /// The index of the oldest element.
    private(set) var startIndex = 0
    /// One past the index of the newest element.
    private(set) var endIndex = 0

    var count: Int { endIndex - startIndex }
    var isEmpty: Bool { startIndex == endIndex }
    var first: Element? { isEmpty ? nil : self[startIndex] }

    subscript(index: Int) -> Element {
        get { chunks[(index >> Self.chunkBits) - firstChunk][index & Self.chunkMask] }
        set { chunks[(index >> Self.chunkBits) - firstChunk][index & Self.chunkMask] = newValue }
    }

    mutating func append(_ element: Element) {
        let chunk = (endIndex >> Self.chunkBits) - firstChunk
        if chunk == chunks.count { chunks.append([]) }
        chunks[chunk].append(element)
        endIndex += 1
    }

    /// Drops the oldest element; an empty sequence stays as it is.
    mutating func dropFirst() {
        guard !isEmpty else { return }
        startIndex += 1
        if startIndex & Self.chunkMask == 0 {
            chunks.removeFirst()
            firstChunk += 1
        }
    }

    /// The first index whose element does not satisfy `isBefore`, which all elements in front of it must satisfy.
    func partitionIndex(where isBefore: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
