/// The three values of TotalCount. An API that ignores the filter gives the same one three times, so that the parts
/// make twice the whole: tasks that come or go between the calls do not come near that.
struct FailedFilterSums {
    private let all: Int
    private let failed: Int
    private let others: Int

    /// Nil where one is missing.
    init?(_ all: FailedFilterProbe.Answer, _ failed: FailedFilterProbe.Answer, _ others: FailedFilterProbe.Answer) {
        guard let all = all.totalCount, all > 0, let failed = failed.totalCount, let others = others.totalCount else {
            return nil
        }
        self.all = all
        self.failed = failed
        self.others = others
    }

    private var tolerance: Int { all / 20 }

    /// Whether the parts make the whole.
    var addUp: Bool { excess <= tolerance }

    /// Whether false is taken for no filter, but true, which alone is used, is not: the sums fit that better.
    var showFalseIgnored: Bool {
        let difference = abs(others - all)
        return failed <= all / 2 && difference <= tolerance && difference < excess
    }

    private var excess: Int { abs(failed + others - all) }
}
