/// How deep rows stand below the newest one.
struct ListingDepths {
    private let rows: [(time: Int64, finished: Int64)]

    /// Of a listing by finish, or of one by creation.
    init(_ rows: [CallLog.Row], byFinish: Bool) {
        self.rows = rows.map { (byFinish ? $0.finished : $0.created, $0.finished) }.sorted { $0 > $1 }
    }

    /// How many rows of this time or later were listed at a moment, both in milliseconds since 1970.
    func rows(from time: Int64, at moment: Int64) -> Int {
        rows.prefix { $0.time >= time }.count { $0.finished < moment }
    }
}
