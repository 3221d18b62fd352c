extension SimulatedReply {
    /// One line of plain text.
    static func text(_ status: Int, _ line: String) -> SimulatedReply {
        SimulatedReply(
            status: status, fields: [("Content-Type", "text/plain; charset=utf-8")], body: Array("\(line)\n".utf8))
    }

    /// What a gateway shows when something is wrong behind it.
    static func html(_ status: Int, _ title: String) -> SimulatedReply {
        let page =
            "<html>\r\n<head><title>\(status) \(title)</title></head>\r\n<body><h1>\(status) \(title)</h1></body>\r\n</html>\r\n"
        return SimulatedReply(status: status, fields: [("Content-Type", "text/html")], body: Array(page.utf8))
    }
}
