/// Looks for the faults of header fields, taken over from the library's memory one by one.
struct FieldInspection {
    private var firstFault: FieldFault?
    private var hosts = 0
    private var lengths = 0
    private var codings = 0

    /// Looks at one field.
    mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        if unsafe name.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
            note(.blankInName)
        } else if unsafe RequestHead.areEqualInAnyCase(name, "host") {
            hosts += 1
        } else if unsafe RequestHead.areEqualInAnyCase(name, "content-length") {
            lengths += 1
        } else if unsafe RequestHead.areEqualInAnyCase(name, "transfer-encoding") {
            codings += 1
            if unsafe !RequestHead.areEqualInAnyCase(value, "chunked") { note(.unknownTransferCoding) }
        }
    }

    /// The fault of all fields together; nil if they are good.
    /// - Parameter needsHost: whether it is a request of HTTP/1.1.
    func fault(needsHost: Bool) -> FieldFault? {
        if let firstFault { return firstFault }
        if lengths > 1 { return .severalLengths }
        if lengths > 0, codings > 0 { return .lengthBesideCoding }
        if hosts > 1 { return .severalHosts }
        return needsHost && hosts == 0 ? .noHost : nil
    }

    private mutating func note(_ fault: FieldFault) {
        firstFault = firstFault ?? fault
    }
}
