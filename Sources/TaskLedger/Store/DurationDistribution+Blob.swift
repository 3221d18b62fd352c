extension DurationDistribution {
    /// Format 1 has no floor of exemplars.
    private static let formats: ClosedRange<Int64> = 1...2

    /// The distribution as the state file keeps it, its bounds included.
    package func blob(bounds: DurationBounds) -> [UInt8] {
        var writer = VarintWriter(capacity: 512 + native.buckets.count * 3)
        writer.write(Self.formats.upperBound)
        writer.write(Int64(bounds.milliseconds.count))
        bounds.milliseconds.forEach { writer.write($0) }
        counts.forEach { writer.write($0) }
        writer.write(sumMilliseconds)
        writer.write(native.zeroCount)
        writer.write(Int64(native.buckets.count))
        var previous: Int32 = 0
        for bucket in native.buckets {
            writer.write(Int64(bucket.index - previous))
            writer.write(bucket.count)
            previous = bucket.index
        }
        for exemplar in exemplars {
            writer.write(exemplar?.taskID ?? "")
            guard let exemplar else { continue }
            writer.write(exemplar.milliseconds)
            writer.write(exemplar.endedAt)
        }
        writer.write(exemplarFloor)
        return writer.bytes
    }

    /// The distribution that a blob holds, with its bounds. The classic and the native buckets must agree on the number
    /// of observations.
    /// - Throws: `MalformedBlob` if the bytes hold no distribution.
    package static func read(blob: [UInt8]) throws(MalformedBlob) -> (DurationDistribution, DurationBounds) {
        var reader = VarintReader(blob)
        let format = try reader.readInteger()
        guard formats.contains(format) else { throw MalformedBlob() }
        var bounds: [Int64] = []
        for _ in 0..<(try reader.readCount()) { bounds.append(try reader.readInteger()) }
        guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 <= $1 }) else { throw MalformedBlob() }
        var counts: [Int64] = []
        var total: Int64 = 0
        for _ in 0...bounds.count { counts.append(try reader.readTally(into: &total)) }
        let sum = try reader.readInteger()
        var nativeTotal: Int64 = 0
        let native = try NativeBuckets(from: &reader, total: &nativeTotal)
        var exemplars: [TaskExemplar?] = []
        for _ in counts { exemplars.append(try TaskExemplar(from: &reader)) }
        let floor = format == 1 ? .min : try reader.readInteger()
        guard reader.isAtEnd, total == nativeTotal, sum >= 0 else { throw MalformedBlob() }
        let distribution = DurationDistribution(
            counts: counts, sumMilliseconds: sum, native: native, exemplars: exemplars, exemplarFloor: floor)
        return (distribution, DurationBounds(milliseconds: bounds))
    }
}

extension NativeBuckets {
    fileprivate init(from reader: inout VarintReader, total: inout Int64) throws(MalformedBlob) {
        let zeroCount = try reader.readTally(into: &total)
        var buckets: [Bucket] = []
        var index: Int64 = 0
        for _ in 0..<(try reader.readCount()) {
            let step = try reader.readInteger()
            let (next, overflow) = index.addingReportingOverflow(step)
            guard !overflow, buckets.isEmpty || step > 0, let valid = Int32(exactly: next),
                Self.indices.contains(valid)
            else { throw MalformedBlob() }
            index = next
            buckets.append(Bucket(index: valid, count: try reader.readTally(into: &total)))
        }
        self.init(zeroCount: zeroCount, buckets: buckets)
    }
}

extension TaskExemplar {
    fileprivate init?(from reader: inout VarintReader) throws(MalformedBlob) {
        let taskID = try reader.readText()
        guard !taskID.isEmpty else { return nil }
        self.init(taskID: taskID, milliseconds: try reader.readInteger(), endedAt: try reader.readInteger())
    }
}
