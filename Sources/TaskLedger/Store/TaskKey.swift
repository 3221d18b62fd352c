/// Where a task stands in the state file: by CreateTime, which keeps the rows of a page side by side, and a hash of the
/// id, which tells tasks of the same moment apart.
struct TaskKey: Hashable {
    /// CreateTime in milliseconds; 0 when it cannot be read.
    var created: Int64
    /// A 64-bit hash of the TaskId, the same in every run.
    var idHash: Int64

    init(created: Int64, idHash: Int64) {
        self.created = created
        self.idHash = idHash
    }

    /// FNV-1a, then the finalizer of MurmurHash3 to spread ids that differ only in their last characters.
    static func hash(of id: String) -> Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let bytes = id.utf8.span
        for index in bytes.indices {
            hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3
        }
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return Int64(bitPattern: hash ^ (hash >> 33))
    }
}
