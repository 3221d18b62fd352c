/// Looks for the faults of header fields, taken over from the library's memory one by one.
@safe struct FieldInspection {
    private var firstFault: FieldFault?
    private var hosts = 0
    private var lengths = 0
    private var codings = 0

    /// Where what was looked at so far ends.
    private var position: UnsafeRawPointer

    private let end: UnsafeRawPointer
    private let isOldVersion: Bool

    /// - Parameters:
    ///   - start: the end of the request's line.
    ///   - end: the end of the empty line behind the fields.
    ///   - isOldVersion: whether it is a request of HTTP/1.0.
    init(from start: UnsafeRawPointer, to end: UnsafeRawPointer, isOldVersion: Bool) {
        unsafe position = start
        unsafe self.end = end
        self.isOldVersion = isOldVersion
    }

    /// Looks at one field.
    mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        unsafe advance(over: name, value)
        if unsafe name.contains(where: Self.isBlank) {
            note(.blankInName)
        } else if unsafe name.contains(where: Self.isControl) || value.contains(where: Self.isControl) {
            note(.controlCharacter)
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
    func fault() -> FieldFault? {
        if let firstFault { return firstFault }
        // The last field's line end and the empty line.
        if unsafe !(1...4).contains(end - position) { return .unreadBytes }
        if lengths > 1 { return .severalLengths }
        if lengths > 0, codings > 0 { return .lengthBesideCoding }
        if codings > 0, isOldVersion { return .codingInOldVersion }
        if hosts > 1 { return .severalHosts }
        return !isOldVersion && hosts == 0 ? .noHost : nil
    }

    /// Goes on to the field's end if it stands right behind the last one, so that at the end all bytes are accounted for. The
    /// library puts zeros in the place of the colon and of the line's end, CR and LF or LF alone. Where it stops at a zero
    /// byte, what is behind lies between two fields; where a line goes on in the next, it makes the name longer or moves it.
    private mutating func advance(over name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        guard let nameStart = name.baseAddress, let valueStart = value.baseAddress,
            unsafe (1...2).contains(nameStart - position), unsafe valueStart - nameStart > name.count
        else { return }
        unsafe position = valueStart + value.count
    }

    private mutating func note(_ fault: FieldFault) {
        firstFault = firstFault ?? fault
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != UInt8(ascii: "\t")) || byte == 0x7F
    }
}
