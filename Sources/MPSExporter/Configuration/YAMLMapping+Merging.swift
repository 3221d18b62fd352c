import Yams

extension Node.Mapping {
    /// The pairs, with those in the place of each merge key `<<` that its mapping, or list of mappings, adds to them (YAML's
    /// type merge): none of a key that is there, the first of several. A merge key with something else stays, as an unknown
    /// one.
    var withMergedPairs: [(key: Node, value: Node)] {
        let own = filter { !Self.isMergeKey($0.key) || Self.mappings(of: $0.value) == nil }
        var pairs = own.map { (key: $0.key, value: $0.value) }
        for merged in filter({ Self.isMergeKey($0.key) }).compactMap({ Self.mappings(of: $0.value) }).joined() {
            let known = Set(pairs.map(\.key))
            pairs += merged.withMergedPairs.filter { !known.contains($0.key) }
        }
        return pairs
    }

    private static func isMergeKey(_ key: Node) -> Bool {
        key.scalar?.string == "<<" && key.scalar?.style == .plain
    }

    private static func mappings(of node: Node) -> [Node.Mapping]? {
        if let mapping = node.mapping { return [mapping] }
        guard let found = node.sequence?.map(\.mapping), !found.contains(nil) else { return nil }
        return found.compactMap(\.self)
    }
}
