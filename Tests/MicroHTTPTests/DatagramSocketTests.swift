import Foundation
import MicroHTTP
import Testing

@Suite struct `A local datagram socket` {
    @Test func `takes a message under a path`() throws {
        let path = NSTemporaryDirectory() + "d\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let receiver = try DatagramReceiver(path: path)
        try DatagramSocket(path: path).send("READY=1\n")
        try DatagramSocket(path: path).send("größer")
        #expect(receiver.receive() == "READY=1\n")
        #expect(receiver.receive() == "größer")
    }

    @Test func `takes a message under an abstract name`() throws {
        let path = "@mps-exporter-test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let receiver = try DatagramReceiver(path: path)
        try DatagramSocket(path: path).send("STOPPING=1\n")
        #expect(receiver.receive() == "STOPPING=1\n")
    }

    @Test func `says that nobody listens`() throws {
        let socket = try DatagramSocket(path: "@mps-exporter-nobody-\(getpid())")
        #expect(throws: MicroHTTPError.self) { try socket.send("READY=1\n") }
    }

    @Test(arguments: ["", "@", "/", "relative", "vsock:1:2", "/" + String(repeating: "x", count: 107)])
    func `cannot be anywhere else`(path: String) {
        #expect(throws: MicroHTTPError.self) { try DatagramSocket(path: path) }
    }
}
