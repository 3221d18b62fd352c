extension TaskQueue {
    /// Where a listing goes on; nil to begin at its first task.
    func place(of token: String?, in phase: TaskPhase) throws(ListingError) -> Int? {
        guard let token, !token.isEmpty else { return nil }
        let bytes = Array(token.utf8)
        if configuration.opaqueTokens {
            guard let place = identity.place(in: bytes, of: phase) else { throw .unknownToken(token) }
            return place
        }
        guard let (number, type) = identity.number(in: bytes), let record = record(number), Int(record.type) == type,
            let place = listing.place(of: number, record, in: phase)
        else { throw .unknownToken(token) }
        return place
    }

    /// Names the task at a place; empty if there is none.
    func token(for place: Int?, in phase: TaskPhase) -> String {
        guard let place else { return "" }
        if configuration.opaqueTokens { return String(decoding: identity.token(for: place, in: phase), as: UTF8.self) }
        guard let number = number(at: place, in: phase), let record = record(number) else { return "" }
        return String(decoding: identity.id(of: number, type: Int(record.type)), as: UTF8.self)
    }
}
