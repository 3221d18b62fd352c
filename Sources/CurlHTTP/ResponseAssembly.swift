/// Puts a response together from the lines and bytes that libcurl hands over.
struct ResponseAssembly {
    /// Where in the message the bytes are.
    private enum Part {
        /// In the header of a response; its fields are collected.
        case header
        /// After the blank line; what looks like a header line now is a trailer.
        case body
    }

    /// The longest header accepted, all interim responses included; no honest server comes near.
    static let maxHeaderBytes = 256 * 1024

    private var part = Part.header
    private var headerBytes = 0
    private(set) var fields: [HTTPField] = []
    private(set) var body: [UInt8] = []

    /// The limit that was passed, in bytes; nil as long as none was.
    private(set) var exceededLimit: Int?

    private let maxBodyBytes: Int

    init(maxBodyBytes: Int) {
        self.maxBodyBytes = maxBodyBytes
    }

    /// Whether anything at all has come.
    var isEmpty: Bool { headerBytes == 0 && body.isEmpty }

    /// Takes one header line with its line end; false ends the transfer.
    mutating func takeHeaderLine(_ bytes: RawSpan) -> Bool {
        headerBytes += bytes.byteCount
        guard headerBytes <= Self.maxHeaderBytes else {
            exceededLimit = Self.maxHeaderBytes
            return false
        }
        let text = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        if text.utf8.starts(with: "HTTP/".utf8) {
            // A proxy's answer to CONNECT and an interim response (RFC 9110 §15.2) are followed by another response, and
            // only the last one's fields count.
            part = .header
            fields.removeAll()
        } else if part == .header {
            takeField(text)
        }
        return true
    }

    private mutating func takeField(_ line: String) {
        if line.utf8.first == UInt8(ascii: " ") || line.utf8.first == UInt8(ascii: "\t") {
            // Obsolete line folding (RFC 9112 §5.2) continues the value.
            guard let last = fields.indices.last else { return }
            fields[last].value = (fields[last].value + " " + line.trimmingBlanks).trimmingBlanks
        } else if let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let value = line[line.utf8.index(after: colon)...].trimmingBlanks
            fields.append(HTTPField(name: line[..<colon].trimmingBlanks, value: value))
        } else if line.trimmingBlanks.isEmpty {
            part = .body
        }
        // Any other line is no field, and it is of no use to anyone who asks for one.
    }

    /// Takes decoded bytes of the body; false ends the transfer.
    mutating func takeBody(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount <= maxBodyBytes - body.count else {
            exceededLimit = maxBodyBytes
            return false
        }
        unsafe bytes.withUnsafeBytes { unsafe body.append(contentsOf: $0) }
        return true
    }
}
