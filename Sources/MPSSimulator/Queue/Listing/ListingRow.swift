/// One task as a listing shows it.
package struct ListingRow: Sendable, Hashable {
    package var id: String
    package var type: String
    package var subTaskTypes: [String]
    package var created: ShownTime
    package var begun: ShownTime
    package var finished: ShownTime
}
