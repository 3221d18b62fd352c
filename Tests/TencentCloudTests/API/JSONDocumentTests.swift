import FoundationEssentials
import TencentCloud
import Testing

struct JSONDocumentTests {
    private func root(_ text: String) throws(JSONError) -> JSONValue {
        try JSONDocument(parsing: Array(text.utf8)).root
    }

    @Test(arguments: [
        "{}", "[]", "null", "true", "false", "0", "-0", "1.5", "-1e10", "1E+2", "0.0e-1", #""""#, #""a""#, "[1,2]",
        #"{"a":1}"#, " \t\r\n{ \"a\" : [ 1 , { } , null ] }\n", #""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#, #""é😀""#,
        #"{"a":1,"a":2}"#, "[[[[]]]]", #""\u0000""#, "12345678901234567890",
    ])
    func `reads all that RFC 8259 allows`(text: String) throws {
        _ = try root(text)
    }

    @Test(arguments: [
        "{", "[", "{]", "[}", "[1,]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "{a:1}", "{'a':1}", "nul", "nulll",
        "tru", "True", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "NaN", "Infinity", #"""#, #""a"#, "\"\t\"",
        "\"\u{0}\"", #""\x""#, #""\u12""#, #""\u12G4""#, #""\uD83D""#, #""\uDE00""#, #""\uD83D\u0041""#, #""\"#,
        "1 2", "{}{}", "[1 2]", "/**/1", "[1]//", "\u{FEFF}1", "\u{B}1", "a", "1a", #"{"a":1 "b":2}"#, #"{1:2}"#,
    ])
    func `refuses everything else, as another reader does`(text: String) {
        #expect(throws: JSONError.self) { try self.root(text) }
    }

    @Test func `tells kinds of bad input apart`() {
        func error(_ bytes: [UInt8]) -> JSONError? {
            #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
        }
        #expect(error([]) == .empty)
        #expect(error(Array(" \n".utf8)) == .empty)
        #expect(error(Array("<html>502</html>".utf8)) == .markup)
        #expect(error([0x22, 0xFF, 0x22]) == .notUTF8)
        #expect(error([0x22, 0xC0, 0x80, 0x22]) == .notUTF8)
        #expect(error([0x22, 0xED, 0xA0, 0x80, 0x22]) == .notUTF8)
        #expect(error(Array(#"{"a":[1,"b"#.utf8)) == .cutOff(length: 10))
        #expect(error(Array("{}x".utf8)) == .unexpectedByte(offset: 2))
    }

    @Test func `bounds depth and size`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try root(nested(JSONDocument.depthLimit))
        #expect(throws: JSONError.tooDeep(limit: 64)) { try self.root(nested(65)) }
        #expect(throws: JSONError.tooDeep(limit: 64)) { try self.root(String(repeating: "[", count: 100_000)) }
        let values = String(repeating: "0,", count: JSONDocument.nodeLimit - 2) + "0"
        _ = try root("[\(values)]")
        #expect(throws: JSONError.tooLarge(limit: 250_000)) { try self.root("[\(values),0]") }
    }

    @Test func `gives members, elements and values`() throws {
        let value = try root(
            #"{"s":"x\u00e9\n\ud83d\ude00","n":-42,"t":true,"f":false,"z":null,"a":[1,[2],"3"],"o":{"p":{}},"n":7}"#)
        #expect(try value.member("s")?.string() == "xé\n😀")
        #expect(try value.member("s").map { Array(try $0.utf8()) } == Array("xé\n😀".utf8))
        #expect(try value.member("n")?.integer() == -42)
        #expect(try value.member("t")?.boolean() == true)
        #expect(try value.member("f")?.boolean() == false)
        #expect(try value.member("z")?.string() == nil)
        #expect(try value.member("missing")?.string() == nil)
        #expect(try value.member("a")?.elements().count == 3)
        #expect(try value.member("a")?.elements().last?.string() == "3")
        #expect(try value.member("o")?.member("p")?.memberNames() == [])
        #expect(try value.memberNames() == ["s", "n", "t", "f", "z", "a", "o", "n"])
        #expect(try root("[null]").elements().first?.isNull == true)
    }

    @Test func `knows a member by an escaped name`() throws {
        #expect(try root(#"{"Ta\u0073k":1}"#).member("Task")?.integer() == 1)
        #expect(try root(#"{"Tas":1,"Task2":2}"#).member("Task")?.integer() == nil)
    }

    @Test(arguments: [
        (#"{"a":{"b":[0,{"c":1}]}}"#, "a.b[1].c: expected a string, got a number"),
        (#"{"a":{"b":[0,{"c":null,"c":"x"}]}}"#, nil),
        (#"{"a":{"b":[0,{"c":[]}]}}"#, "a.b[1].c: expected a string, got an array"),
        (#"{"a":{"b":[0,7]}}"#, "a.b[1]: expected an object, got a number"),
        (#"{"x":[[],{"y":1}],"a":{"b":"c"}}"#, "a.b: expected an array, got a string"),
        (#"{"a":true}"#, "a: expected an object, got a boolean"),
        (#"["a"]"#, "the document: expected an object, got an array"),
    ])
    func `says where another kind stands than expected`(text: String, expected: String?) throws {
        let root = try root(text)
        var message: String?
        do throws(JSONError) {
            _ = try root.member("a")?.member("b")?.elements().last?.member("c")?.string()
        } catch {
            message = error.description
        }
        #expect(message == expected)
    }

    @Test(arguments: ["1.0", "1e2", "9223372036854775808", #""1""#, "null", "true"])
    func `takes only whole numbers for integers`(text: String) throws {
        let value = try root("[\(text)]").elements()[0]
        #expect(throws: JSONError.self) { try value.integer() }
    }

    @Test func `accepts what another reader accepts and no more, in mutated documents`() {
        let seed = Array(#"{"a":[1,-2.5e3,"x\u00e9\n",true,false,null,{}],"b":{"c":"é😀","d":[[]]}}"#.utf8)
        var random = SeededGenerator(seed: 7)
        var accepted = 0
        for _ in 0..<5000 {
            let bytes = Mutation.mutated(seed, using: &random)
            let ours = (try? JSONDocument(parsing: bytes)) != nil
            accepted += ours ? 1 : 0
            guard ours else { continue }
            #expect(
                (try? JSONDecoder().decode(AnyJSON.self, from: Data(bytes))) != nil,
                "\(String(decoding: bytes, as: UTF8.self))")
        }
        #expect(accepted > 300)
    }

    /// Decodes any document, for its validity alone.
    private struct AnyJSON: Decodable {
        init(from decoder: any Decoder) throws {
            _ = try decoder.singleValueContainer()
        }
    }
}
