/// Why there can be no such simulation.
package enum SimulationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A setting's value is none it can have.
    case outOfRange(String, String, expected: String)

    package var description: String {
        switch self {
        case .outOfRange(let name, let value, let expected): "\(name): expected \(expected), got \(value)"
        }
    }
}
