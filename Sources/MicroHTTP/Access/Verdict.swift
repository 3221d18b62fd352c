/// Whether a request goes on to the handler.
package enum Verdict: Sendable {
    /// It does, and its response gets these fields, unless it has fields of these names itself.
    case admitted(fields: [(name: String, value: String)])
    /// It does not, and this is its response.
    case refused(PreparedResponse)
}
