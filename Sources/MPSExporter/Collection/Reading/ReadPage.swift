/// A page of FINISH that has been read and committed.
package struct ReadPage: Sendable {
    /// Its rows, in the order of the API.
    package var rows: [ReadRow]
    /// ScrollToken; empty at the end of the listing.
    package var token: String
    /// TotalCount, if the API sent one.
    package var totalCount: Int?
    /// The API's time of the answer, in milliseconds since 1970.
    package var moment: Int64

    /// A page that has been committed.
    package init(rows: [ReadRow], token: String, totalCount: Int?, moment: Int64) {
        self.rows = rows
        self.token = token
        self.totalCount = totalCount
        self.moment = moment
    }
}
