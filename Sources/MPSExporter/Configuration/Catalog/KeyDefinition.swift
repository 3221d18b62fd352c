/// A key of a configuration file as the reference tells it: what it takes and means stands here and nowhere else.
package struct KeyDefinition: Sendable {
    /// The key as it stands in the file.
    package let name: String
    /// The kind of value, such as `duration`.
    package let type: String
    /// What a number counts, where the kind of value leaves it open.
    package let unit: String?
    /// What is allowed: the end of "expected …" in the message that refuses everything else.
    package let expected: String
    /// What its absence means.
    package let standard: KeyDefault
    /// A value that the decoder takes, as the file would say it; nil if the value is a section.
    package let example: String?
    /// What it is for.
    package let meaning: String
    /// The keys below it.
    package let section: KeySection?
}
