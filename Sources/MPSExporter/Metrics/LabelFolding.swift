/// Bounds the values of a label that come from the API: those beyond the limit become `other`.
struct LabelFolding: Sendable {
    /// The value that stands for all beyond the limit.
    static let other = "other"

    /// The values that show, in the order in which they were first seen; `other` last if anything was folded.
    let labels: [String]
    private let kept: Set<String>

    init(order: [String], limit: Int) {
        let kept = Array(order.prefix(limit))
        self.kept = Set(kept)
        labels = order.count > limit && !self.kept.contains(Self.other) ? kept + [Self.other] : kept
    }

    func label(of value: String) -> String {
        kept.contains(value) ? value : Self.other
    }
}
