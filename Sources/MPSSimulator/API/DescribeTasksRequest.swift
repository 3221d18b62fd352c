import MediaProcessing
import TencentCloud

/// Reads the parameters of DescribeTasks as strictly as the API's gateway: names it does not know and values of another
/// type are errors.
struct DescribeTasksRequest: Sendable {
    private static let limits = 1...100
    private static let fields: Set<String> = ["Status", "Limit", "ScrollToken"]
    private static let newerFields: Set<String> = ["SubTaskHasFailed", "StartTime", "EndTime"]

    let query: ListingQuery

    /// Reads a JSON body; an empty one stands for an object without members.
    init(body: [UInt8], legacy: Bool) throws(ServiceError) {
        guard !body.isEmpty else { throw .missing("Status") }
        let root: JSONValue
        let names: [String]
        do throws(JSONError) {
            root = try JSONDocument(parsing: body).root
            names = try root.memberNames()
        } catch {
            throw .notJSON
        }
        try self.init(names: names, legacy: legacy) { name in (try? root.member(name)).map { .json($0) } }
    }

    /// Reads the arguments of a GET, in which every value is text.
    init(arguments: [(name: String, value: String?)], legacy: Bool) throws(ServiceError) {
        try self.init(names: arguments.map(\.name), legacy: legacy) { name in
            arguments.first { $0.name == name }.map { .text($0.value ?? "") }
        }
    }

    /// A member that is null is as good as none, but its name must be known.
    private init(names: [String], legacy: Bool, value: (String) -> Parameter?) throws(ServiceError) {
        let known = legacy ? Self.fields : Self.fields.union(Self.newerFields)
        if let unknown = names.first(where: { !known.contains($0) }) { throw .unknown(unknown) }
        guard let status = try value("Status")?.string("Status") else { throw .missing("Status") }
        let limit = try value("Limit")?.integer("Limit") ?? 10
        let token = try value("ScrollToken")?.string("ScrollToken")
        let failed = try value("SubTaskHasFailed")?.boolean("SubTaskHasFailed")
        let start = try value("StartTime")?.time("StartTime")
        let end = try value("EndTime")?.time("EndTime")
        guard let phase = TaskPhase(status: status) else {
            throw .wrongValue("Status", expected: "WAITING, PROCESSING or FINISH")
        }
        guard Self.limits.contains(limit) else { throw .limitOutOfRange }
        query = ListingQuery(phase, failed: failed, limit: limit, token: token, start: start, end: end)
    }
}

extension DescribeTasksRequest {
    /// A parameter's value, typed in JSON and untyped in a query.
    private enum Parameter {
        case json(JSONValue)
        case text(String)

        func string(_ name: String) throws(ServiceError) -> String {
            switch self {
            case .text(let text): return text
            case .json(let value):
                guard let text = try? value.string() else { throw .wrongType(name, expected: "string") }
                return text
            }
        }

        /// The documentation's examples write `"5"`, but the gateway takes integers alone.
        func integer(_ name: String) throws(ServiceError) -> Int {
            switch self {
            case .text(let text):
                guard let integer = Int(text) else { throw .wrongType(name, expected: "integer") }
                return integer
            case .json(let value):
                guard let integer = try? value.integer() else { throw .wrongType(name, expected: "integer") }
                return integer
            }
        }

        func boolean(_ name: String) throws(ServiceError) -> Bool {
            switch self {
            case .text(let text):
                guard let boolean = Bool(text.lowercased()) else { throw .wrongType(name, expected: "boolean") }
                return boolean
            case .json(let value):
                guard let boolean = try? value.boolean() else { throw .wrongType(name, expected: "boolean") }
                return boolean
            }
        }

        /// Milliseconds since 1970.
        func time(_ name: String) throws(ServiceError) -> Int64 {
            guard let time = TaskTime(wire: try string(name)).time else {
                throw .wrongValue(name, expected: "a time like 2021-02-03T04:05:06Z")
            }
            return time.milliseconds
        }
    }
}
