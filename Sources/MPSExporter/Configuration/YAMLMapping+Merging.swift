import Yams

extension Node.Mapping {
    /// More in a list than anybody writes, and few enough for a file that names one long mapping again and again.
    private static let mostMerged = 100

    /// The pairs, with those in the place of a merge key `<<` that its mapping, or list of mappings, adds to them (YAML's
    /// type merge): none of a key that is there, the first of several. What is merged has no merge key itself, as lists of
    /// lists could grow without bounds. A merge key with anything else stays, as an unknown one.
    var withMergedPairs: [(key: Node, value: Node)] {
        var pairs: [(key: Node, value: Node)] = []
        var merged: [Node.Mapping] = []
        for pair in self {
            if Self.isMergeKey(pair.key), let mappings = Self.mappings(of: pair.value) {
                merged += mappings
            } else {
                pairs.append((pair.key, pair.value))
            }
        }
        var known = Set(pairs.map(\.key))
        for pair in merged.joined() where known.insert(pair.key).inserted {
            pairs.append((pair.key, pair.value))
        }
        return pairs
    }

    private static func isMergeKey(_ key: Node) -> Bool {
        key.scalar?.string == "<<" && key.scalar?.style == .plain
    }

    private static func mappings(of node: Node) -> [Node.Mapping]? {
        if let mapping = node.mapping { return [mapping] }
        let found = node.sequence?.compactMap(\.mapping)
        return found.flatMap { $0.count == node.sequence?.count && $0.count <= mostMerged ? $0 : nil }
    }
}
