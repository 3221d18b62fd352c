import CMicrohttpd

/// Fields whose value is a list, of which a request may have several that count as one (RFC 9110 §5.3).
extension RequestHead {
    /// All values of a field in their order, joined by commas, its name in any case; nil without such a field.
    func combinedField(_ name: String) -> String? {
        guard isRepeated(name) else { return field(name) }
        let values = fields.filter { $0.name.lowercased() == name.lowercased() }.map { $0.value ?? "" }
        return values.joined(separator: ", ")
    }

    /// Whether `combinedField(name)` is this value, or nil for nil, without making a string of a single field.
    func combinedField(_ name: String, equals expected: String?) -> Bool {
        guard isRepeated(name) else { return field(name, equals: expected) }
        guard let expected, let combined = combinedField(name) else { return false }
        return combined.utf8.elementsEqual(expected.utf8)
    }

    private func isRepeated(_ name: String) -> Bool {
        var tally = FieldTally(of: name)
        _ = unsafe withUnsafeMutablePointer(to: &tally) { tally in
            unsafe MHD_get_connection_values_n(
                connection, .HEADER_KIND,
                { context, _, name, length, _, _ in
                    unsafe context?.assumingMemoryBound(to: FieldTally.self).pointee.take(
                        UnsafeRawBufferPointer(start: name, count: name == nil ? 0 : length))
                    return .YES
                }, tally)
        }
        return tally.count > 1
    }
}
