import CMicrohttpd

/// Fields whose value is a list, of which a request may have several that count as one (RFC 9110 §5.3).
extension RequestHead {
    /// All values of a field in their order, joined by commas, its name in any case; nil without such a field.
    func combinedField(_ name: String) -> String? {
        let tally = tally(of: name)
        guard tally.count > 1 else { return unsafe tally.first.map { unsafe String(decoding: $0, as: UTF8.self) } }
        let values = fields.filter { $0.name.lowercased() == name.lowercased() }.map { $0.value ?? "" }
        return values.joined(separator: ", ")
    }

    /// Whether `combinedField(name)` is this value, or nil for nil, without making a string of a single field.
    func combinedField(_ name: String, equals expected: String?) -> Bool {
        let tally = tally(of: name)
        guard let first = unsafe tally.first, let expected else { return tally.count == 0 && expected == nil }
        guard tally.count > 1 else { return unsafe Self.areEqual(first, expected) }
        return combinedField(name)?.utf8.elementsEqual(expected.utf8) ?? false
    }

    /// Looks through all fields once: that costs what looking for the first of a name does.
    private func tally(of name: String) -> FieldTally {
        var tally = FieldTally(of: name)
        _ = unsafe withUnsafeMutablePointer(to: &tally) { tally in
            unsafe MHD_get_connection_values_n(
                connection, .HEADER_KIND,
                { context, _, name, nameLength, value, valueLength in
                    unsafe context?.assumingMemoryBound(to: FieldTally.self).pointee.take(
                        UnsafeRawBufferPointer(start: name, count: name == nil ? 0 : nameLength),
                        UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueLength))
                    return .YES
                }, tally)
        }
        return tally
    }
}
