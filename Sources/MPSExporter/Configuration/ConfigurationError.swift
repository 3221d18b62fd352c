/// Why a configuration was refused: every problem that was found, in the order of the file, flags last.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// At least one problem.
    package let problems: [ConfigurationProblem]

    package init(problems: [ConfigurationProblem]) {
        self.problems = problems
    }

    /// One line for each problem.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
