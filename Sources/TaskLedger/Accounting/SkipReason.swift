/// Why a duration could not be taken.
package enum SkipReason: String, Sendable, CaseIterable, Hashable {
    case createUnset = "create_unset"
    case beginUnset = "begin_unset"
    case finishUnset = "finish_unset"
    case negative
    case unparsable
}
