/// Writes the JSON of replies, compact and with the fields in the order of the documented examples.
struct ReplyWriter: ~Copyable {
    private(set) var bytes: [UInt8] = []

    /// A page; without TotalCount if `omittingTotalCount`.
    static func page(_ page: ListingPage, requestID: String, omittingTotalCount: Bool) -> [UInt8] {
        var writer = ReplyWriter()
        writer.bytes.reserveCapacity(256 + page.rows.count * 320)
        writer.append("{\"Response\":{")
        if !omittingTotalCount {
            writer.append("\"TotalCount\":")
            writer.bytes.append(contentsOf: String(page.totalCount).utf8)
            writer.append(",")
        }
        writer.append("\"TaskSet\":[")
        for (index, row) in page.rows.enumerated() {
            if index > 0 { writer.append(",") }
            writer.append(row)
        }
        writer.append("],\"ScrollToken\":")
        writer.appendString(page.nextToken)
        writer.append(",\"RequestId\":")
        writer.appendString(requestID)
        writer.append("}}")
        return writer.bytes
    }

    /// An error of the API.
    static func error(_ error: ServiceError, requestID: String) -> [UInt8] {
        var writer = ReplyWriter()
        writer.append("{\"Response\":{\"Error\":{\"Code\":")
        writer.appendString(error.code)
        writer.append(",\"Message\":")
        writer.appendString(error.message)
        writer.append("},\"RequestId\":")
        writer.appendString(requestID)
        writer.append("}}")
        return writer.bytes
    }

    private mutating func append(_ row: ListingRow) {
        append("{\"TaskId\":")
        appendString(row.id)
        append(",\"TaskType\":")
        appendString(row.type)
        append(",\"SubTaskTypes\":[")
        for (index, type) in row.subTaskTypes.enumerated() {
            if index > 0 { append(",") }
            appendString(type)
        }
        append("]")
        append(row.created, after: ",\"CreateTime\":")
        append(row.begun, after: ",\"BeginProcessTime\":")
        append(row.finished, after: ",\"FinishTime\":")
        append("}")
    }

    private mutating func append(_ time: ShownTime, after name: String) {
        if time == .unset(.absent) { return }
        append(name)
        guard time != .unset(.null) else { return append("null") }
        append("\"")
        time.append(to: &bytes)
        append("\"")
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func appendString(_ text: String) {
        append("\"")
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: text.utf8)
        } else {
            for byte in text.utf8 { appendEscaped(byte) }
        }
        append("\"")
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0..<0x20:
            append(byte < 16 ? "\\u000" : "\\u00")
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        default:
            bytes.append(byte)
        }
    }
}
