/// Reads, as strictly as RFC 9112 allows a server to write, everything that came over a connection.
struct AnswerStream {
    /// What is wrong with an answer.
    struct Malformation: Error, CustomStringConvertible {
        let description: String
    }

    /// An answer's status, and its fields by name in lower case.
    struct Answer {
        let status: Int
        let fields: [String: String]
    }

    private let bytes: [UInt8]
    private let sent: [UInt8]
    private var position = 0

    /// The answers in the bytes, interim ones left out.
    /// - Parameters:
    ///   - sent: what is answered.
    ///   - isCut: whether the connection was reset, so that the last answer may lack its end.
    static func answers(in bytes: [UInt8], to sent: [UInt8], isCut: Bool) throws -> [Answer] {
        var stream = AnswerStream(bytes: bytes, sent: sent)
        var answers: [Answer] = []
        while stream.position < bytes.count {
            guard let answer = try stream.next() else {
                guard isCut else { throw Malformation(description: "the last answer has no end") }
                break
            }
            if answer.status >= 200 { answers.append(answer) }
        }
        return answers
    }

    private init(bytes: [UInt8], sent: [UInt8]) {
        self.bytes = bytes
        self.sent = sent
    }

    /// Nil if the bytes end before the answer does.
    private mutating func next() throws -> Answer? {
        guard let end = bytes[position...].firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = bytes[position..<end.lowerBound]
        guard head.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0D || $0 == 0x0A }) else {
            throw Malformation(description: "a head with control characters")
        }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        let answer = Answer(status: try Self.status(lines[0]), fields: try Self.fields(lines.dropFirst()))
        position = end.upperBound
        skipRepetition(of: head, answer)
        guard answer.status >= 200, ![204, 304].contains(answer.status) else { return answer }
        guard let text = answer.fields["content-length"], let length = Int(text), length >= 0, "\(length)" == text
        else {
            throw Malformation(description: "no length in \(lines)")
        }
        guard !isWithoutBody(answer) else { return answer }
        guard position + length <= bytes.count else { return nil }
        let body = bytes[position..<position + length]
        position += length
        if let sum = answer.fields["x-sum"], sum != FuzzHandler.sum(of: body) {
            throw Malformation(description: "the body of another answer")
        }
        return answer
    }

    /// libmicrohttpd 0.9.75 sends the head twice where it refuses a Content-Length itself, and ends the connection.
    private mutating func skipRepetition(of head: ArraySlice<UInt8>, _ answer: Answer) {
        guard [400, 413].contains(answer.status), answer.fields["x-method"] == nil,
            answer.fields["connection"] == "close", bytes[position...].starts(with: head + Array("\r\n\r\n".utf8)),
            String(decoding: sent, as: UTF8.self).lowercased().contains("content-length")
        else { return }
        position += head.count + 4
    }

    /// Answers of the handler say whether they go to HEAD. The library's and the server's own do not: where there was such
    /// a request, and another answer or nothing follows at once, they can only have gone to it.
    private func isWithoutBody(_ answer: Answer) -> Bool {
        if let method = answer.fields["x-method"] { return method == "HEAD" }
        guard sent.firstRange(of: Array("HEAD".utf8)) != nil else { return false }
        let following = bytes[position...].prefix(7)
        return following.isEmpty || following.elementsEqual("HTTP/1.".utf8)
    }

    private static func status(_ line: Substring) throws -> Int {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, ["HTTP/1.0", "HTTP/1.1"].contains(words[0]), let status = Int(words[1]),
            (100..<600).contains(status)
        else { throw Malformation(description: "no status line: \(line.debugDescription)") }
        return status
    }

    private static func fields(_ lines: ArraySlice<Substring>) throws -> [String: String] {
        var fields: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[0].contains(where: { $0 == " " || $0 == "\t" }) else {
                throw Malformation(description: "no field: \(line.debugDescription)")
            }
            let name = parts[0].lowercased()
            guard fields.updateValue(String(parts[1].trimmingPrefix(" ")), forKey: name) == nil else {
                throw Malformation(description: "twice: \(name)")
            }
        }
        guard fields["transfer-encoding"] == nil else { throw Malformation(description: "an encoded body") }
        return fields
    }
}
