/// The bytes of a scrape as they come: appending to it cannot fail.
package struct ExpositionBuffer: Sendable {
    /// Everything appended so far.
    package private(set) var bytes: [UInt8] = []

    /// An empty buffer with room for so many bytes.
    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Empties the buffer and keeps its memory for the next scrape.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ text: Substring) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ other: ExpositionBuffer) {
        bytes.append(contentsOf: other.bytes)
    }

    /// Puts other bytes in the place of the one at an index.
    mutating func replaceByte(at index: Int, with replacement: ExpositionBuffer) {
        bytes.replaceSubrange(index...index, with: replacement.bytes)
    }

    /// Overwrites the byte at an index.
    mutating func setByte(at index: Int, to byte: UInt8) {
        bytes[index] = byte
    }
}
