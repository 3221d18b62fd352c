/// One thing that is wrong with the configuration: where it stands, what was expected there and what was found.
///
/// Values that may be secret never get into it.
package struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
    /// Where a problem was found.
    package enum Source: Sendable, Equatable {
        /// The configuration file at this path; the position is absent when the file as a whole is meant.
        case file(path: String, position: SourcePosition?)
        /// A command-line flag, with its dashes.
        case flag(String)
    }

    package let source: Source
    /// The path of keys to the value, such as `accounts[0].poll_interval`; absent outside of any key.
    package let key: String?
    /// What would have been right, as the end of "expected …".
    package let expected: String
    /// What stood there, as the end of "got …".
    package let got: String

    package init(source: Source, key: String?, expected: String, got: String) {
        self.source = source
        self.key = key
        self.expected = expected
        self.got = got
    }

    /// One line: `FILE:LINE:COLUMN: KEY: expected …, got …`.
    package var description: String {
        let place =
            switch source {
            case .file(let path, nil): path
            case .file(let path, let position?): "\(path):\(position.line):\(position.column)"
            case .flag(let name): name
            }
        let subject = key.map { "\(place): \($0)" } ?? place
        return "\(subject): expected \(expected), got \(got)"
    }
}
