/// The families that a scrape is asked for by `name[]`, as Prometheus' client libraries read it: once for each name.
package enum FamilyQuery: Sendable, Equatable {
    /// No name is given: all families are meant.
    case all
    /// The families of these names.
    case named(Set<String>)
    /// Too many names: so many.
    case excessive(Int)

    /// More names than there are metrics, so that everybody can list what a dashboard uses.
    package static let most = 100

    /// Reads the arguments of a request, decoded; others mean nothing here.
    package init(_ query: [(name: String, value: String?)]) {
        var names: Set<String> = []
        var count = 0
        for argument in query where argument.name == "name[]" {
            count += 1
            if count <= Self.most { names.insert(argument.value ?? "") }
        }
        self = count == 0 ? .all : count > Self.most ? .excessive(count) : .named(names)
    }
}
