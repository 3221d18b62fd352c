import FoundationEssentials

/// Which file lies at a path: two of the same file are equal, whatever is written to it.
struct FilePlace: Equatable {
    private let device: UInt
    private let node: UInt

    /// The file at `path`; nil if there is none.
    init?(_ path: String) {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let device = attributes[.systemNumber] as? UInt, let node = attributes[.systemFileNumber] as? UInt
        else { return nil }
        self.device = device
        self.node = node
    }
}
