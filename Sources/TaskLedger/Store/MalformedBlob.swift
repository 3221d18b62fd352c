/// The bytes of a value in the state file end early, or say what cannot be.
package struct MalformedBlob: Error {}
