/// A place in a text file.
package struct SourcePosition: Sendable, Hashable {
    /// Line, counted from 1.
    package let line: Int
    /// Column, counted from 1 in Unicode scalars.
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
