/// What to answer to the `Accept` and `Accept-Encoding` fields of a request (RFC 9110 §12.5).
package enum FormatNegotiation {
    /// The format for an `Accept` field. Several fields of that name count as one, joined by commas.
    ///
    /// Of the clauses that match a format the most exact one gives its weight; 0 excludes it. The format with the
    /// highest weight is the answer, then the one that is named more exactly, then earlier. So `*/*` speaks only for
    /// what is not named: Prometheus 2.49.0 gives it more weight than the formats that it does name. A wildcard for
    /// everything means text 0.0.4, so that people can read what their browser gets; protobuf has to be named. Where
    /// nothing matches the answer is text, never a refusal.
    package static func format(accept: String?) -> ExpositionFormat {
        guard let accept else { return .text }
        let field = accept.utf8.span
        var text = FormatCandidate(.text)
        var openMetrics = FormatCandidate(.openMetrics)
        var protobuf = FormatCandidate(.protobuf)
        var place = 0
        var position = 0
        while let clause = FieldClause(in: field, from: &position) {
            let range = MediaRange(clause, in: field)
            text.consider(range, at: place)
            openMetrics.consider(range, at: place)
            protobuf.consider(range, at: place)
            place += 1
        }
        // Text is the answer to no answer, and the first of those that one wildcard stands for.
        var best = text
        for candidate in [openMetrics, protobuf] where candidate.isAcceptable {
            if !best.isAcceptable || candidate.outranks(best) { best = candidate }
        }
        return best.format
    }

    /// Whether the answer should be compressed with gzip, for an `Accept-Encoding` field.
    ///
    /// Yes if gzip, or failing that the wildcard, has a weight above 0 that is not below that of `identity`, or if
    /// only `identity` is refused. No without a field.
    package static func acceptsGzip(acceptEncoding: String?) -> Bool {
        guard let acceptEncoding else { return false }
        let field = acceptEncoding.utf8.span
        var gzip: Double?
        var identity: Double?
        var wildcard: Double?
        var position = 0
        while let clause = FieldClause(in: field, from: &position) {
            if FieldClause.says(clause.value, in: field, "gzip") || FieldClause.says(clause.value, in: field, "x-gzip")
            {
                gzip = gzip ?? clause.quality
            } else if FieldClause.says(clause.value, in: field, "identity") {
                identity = identity ?? clause.quality
            } else if FieldClause.says(clause.value, in: field, "*") {
                wildcard = wildcard ?? clause.quality
            }
        }
        guard let gzip = gzip ?? wildcard else { return identity == 0 }
        return gzip > 0 && gzip >= identity ?? 0
    }
}
