import Exposition
import Testing

struct FormatNegotiationTests {
    static let openMetrics = "application/openmetrics-text;version="
    static let text = "text/plain;version="
    static let protobuf =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
    static let utf8 = ";escaping=allow-utf-8"

    /// What Prometheus sends, by version, as the releases' sources make it up.
    static let scrapers: [(version: String, accept: String, format: ExpositionFormat)] = [
        ("2.42 to 2.48", "\(openMetrics)1.0.0,\(openMetrics)0.0.1;q=0.75,\(text)0.0.4;q=0.5,*/*;q=0.1", .openMetrics),
        (
            "2.42 to 2.48, native histograms",
            "\(protobuf),\(openMetrics)1.0.0;q=0.8,\(openMetrics)0.0.1;q=0.75,\(text)0.0.4;q=0.5,*/*;q=0.1", .protobuf
        ),
        // In 2.49.0 everything weighs more than what is named.
        ("2.49.0", "\(openMetrics)1.0.0;q=0.5,\(openMetrics)0.0.1;q=0.4,\(text)0.0.4;q=0.3,*/*;q=2", .openMetrics),
        (
            "2.49.0, native histograms",
            "\(protobuf);q=0.5,\(openMetrics)1.0.0;q=0.4,\(openMetrics)0.0.1;q=0.3,\(text)0.0.4;q=0.2,*/*;q=1",
            .protobuf
        ),
        (
            "2.49.1 to 2.55",
            "\(openMetrics)1.0.0;q=0.5,\(openMetrics)0.0.1;q=0.4,\(text)0.0.4;q=0.3,*/*;q=0.2", .openMetrics
        ),
        (
            "2.49.1 to 2.55, native histograms",
            "\(protobuf);q=0.5,\(openMetrics)1.0.0;q=0.4,\(openMetrics)0.0.1;q=0.3,\(text)0.0.4;q=0.2,*/*;q=0.1",
            .protobuf
        ),
        (
            "2.55, names in UTF-8",
            "\(openMetrics)1.0.0\(utf8);q=0.5,\(openMetrics)0.0.1\(utf8);q=0.4,\(text)0.0.4\(utf8);q=0.3,*/*;q=0.2",
            .openMetrics
        ),
        (
            "3.0 to 3.2.0",
            "\(openMetrics)1.0.0\(utf8);q=0.6,\(openMetrics)0.0.1\(utf8);q=0.5,\(text)1.0.0\(utf8)\(utf8);q=0.4,"
                + "\(text)0.0.4\(utf8);q=0.3,*/*;q=0.2", .openMetrics
        ),
        (
            "3.0 to 3.2.0, native histograms",
            "\(protobuf)\(utf8);q=0.6,\(openMetrics)1.0.0\(utf8);q=0.5,\(openMetrics)0.0.1\(utf8);q=0.4,"
                + "\(text)1.0.0\(utf8)\(utf8);q=0.3,\(text)0.0.4\(utf8);q=0.2,*/*;q=0.1", .protobuf
        ),
        (
            "3.0 to 3.2.0, names as before",
            "\(openMetrics)1.0.0;q=0.6,\(openMetrics)0.0.1;q=0.5,\(text)1.0.0\(utf8);q=0.4,\(text)0.0.4;q=0.3,"
                + "*/*;q=0.2", .openMetrics
        ),
        (
            "3.2.1 and 3.3",
            "\(openMetrics)1.0.0\(utf8);q=0.6,\(openMetrics)0.0.1\(utf8);q=0.5,\(text)1.0.0\(utf8);q=0.4,"
                + "\(text)0.0.4\(utf8);q=0.3,*/*;q=0.2", .openMetrics
        ),
        (
            "3.2.1 and 3.3, native histograms",
            "\(protobuf)\(utf8);q=0.6,\(openMetrics)1.0.0\(utf8);q=0.5,\(openMetrics)0.0.1\(utf8);q=0.4,"
                + "\(text)1.0.0\(utf8);q=0.3,\(text)0.0.4\(utf8);q=0.2,*/*;q=0.1", .protobuf
        ),
        (
            "3.2.1 and 3.3, names as before",
            "\(openMetrics)1.0.0;q=0.6,\(openMetrics)0.0.1;q=0.5,\(text)1.0.0;q=0.4,\(text)0.0.4;q=0.3,*/*;q=0.2",
            .openMetrics
        ),
        (
            "3.4 to 3.14",
            "\(openMetrics)1.0.0\(utf8);q=0.6,\(openMetrics)0.0.1;q=0.5,\(text)1.0.0\(utf8);q=0.4,"
                + "\(text)0.0.4;q=0.3,*/*;q=0.2", .openMetrics
        ),
        (
            "3.4 to 3.14, native histograms",
            "\(protobuf);q=0.6,\(openMetrics)1.0.0\(utf8);q=0.5,\(openMetrics)0.0.1;q=0.4,\(text)1.0.0\(utf8);q=0.3,"
                + "\(text)0.0.4;q=0.2,*/*;q=0.1", .protobuf
        ),
        ("3.x, only text 1.0.0", "\(text)1.0.0\(utf8);q=0.6,*/*;q=0.5", .text),
        ("3.x, only text 0.0.4", "\(text)0.0.4;q=0.6,*/*;q=0.5", .text),
        ("3.x, only OpenMetrics 0.0.1", "\(openMetrics)0.0.1;q=0.6,*/*;q=0.5", .text),
        ("3.x, only protobuf", "\(protobuf);q=0.6,*/*;q=0.5", .protobuf),
        ("2.49.0, only OpenMetrics 1.0.0", "\(openMetrics)1.0.0;q=0.5,*/*;q=4", .text),
    ]

    @Test(arguments: scrapers)
    func `every Prometheus gets what it likes best`(_ version: String, _ accept: String, _ format: ExpositionFormat) {
        #expect(FormatNegotiation.format(accept: accept) == format)
    }

    @Test(arguments: ["underscores", "dots", "values"])
    func `Prometheus 3.4 to 3.14 may want names escaped`(_ scheme: String) {
        let accept =
            "\(Self.openMetrics)1.0.0;escaping=\(scheme);q=0.6,\(Self.openMetrics)0.0.1;q=0.5,"
            + "\(Self.text)1.0.0;escaping=\(scheme);q=0.4,\(Self.text)0.0.4;q=0.3,*/*;q=0.2"
        #expect(FormatNegotiation.format(accept: accept) == .openMetrics)
    }

    static let others: [(String?, ExpositionFormat)] = [
        (nil, .text), ("", .text), (" ", .text), (",", .text), (";", .text), ("*/*", .text), ("*", .text),
        ("text/*", .text),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", .text),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", .text), ("application/json", .text),
        ("application/*", .text), ("application/*;version=1.0.0", .openMetrics), ("application/*;version=0.0.4", .text),
        ("text/plain", .text), ("text/plain;version=0.0.4", .text), ("text/plain;version=1.0.0", .text),
        ("openmetrics-text", .text), ("application/openmetrics-text/x", .text), ("application/openmetrics-tex", .text),
    ]

    static let versions: [(String?, ExpositionFormat)] = [
        ("application/openmetrics-text", .openMetrics), ("application/openmetrics-text;version=", .openMetrics),
        ("application/openmetrics-text;version=1.0.0", .openMetrics),
        ("application/openmetrics-text; version=1.0.0; charset=utf-8", .openMetrics),
        ("application/openmetrics-text;charset=iso-8859-1;foo=bar;version=1.0.0;escaping=dots", .openMetrics),
        ("application/openmetrics-text;version=0.0.1", .text), ("application/openmetrics-text;version=2.0.0", .text),
        ("application/openmetrics-text;version=1.0", .text), ("application/openmetrics-text;version=1.0.01", .text),
        (
            "application/openmetrics-text;version=2.0.0;q=0.9,application/openmetrics-text;version=1.0.0;q=0.1",
            .openMetrics
        ),
        ("text/plain;version=1.0.0;q=0.9,application/openmetrics-text;q=0.1", .openMetrics),
        (protobuf, .protobuf), ("application/vnd.google.protobuf", .text),
        ("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily", .text),
        ("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text", .text),
        ("application/vnd.google.protobuf;proto=other.Message;encoding=delimited", .text),
        ("application/vnd.google.protobuf;encoding=delimited", .text),
    ]

    static let weights: [(String?, ExpositionFormat)] = [
        ("text/plain;q=0.5,application/openmetrics-text;q=0.6", .openMetrics),
        ("text/plain;q=0.6,application/openmetrics-text;q=0.5", .text),
        ("application/openmetrics-text;q=0.5,text/plain;q=0.50", .openMetrics),
        ("text/plain,application/openmetrics-text", .text), ("application/openmetrics-text,text/plain", .openMetrics),
        ("*/*;q=0.5,application/openmetrics-text;q=0.5", .openMetrics),
        ("*/*,application/openmetrics-text;q=0.9", .text),
        ("text/*;q=0.9,application/openmetrics-text;q=0.8", .text),
        // The most exact range has precedence (RFC 9110 §12.5.1).
        ("*/*,application/openmetrics-text;q=0.5,text/plain;q=0.4", .openMetrics),
        ("*/*,text/plain;q=0.4,application/openmetrics-text;q=0.5", .openMetrics),
        ("text/*,text/plain;q=0.4,application/openmetrics-text;q=0.5", .openMetrics),
        ("text/plain;version=0.0.4;q=0.4,text/plain,application/openmetrics-text;q=0.5", .openMetrics),
        ("*/*,text/*;q=0.4,application/openmetrics-text;q=0.5", .openMetrics),
        ("*/*;q=0.1,text/plain;q=0.6,application/openmetrics-text;q=0.5", .text),
        ("text/plain;q=0.4,text/plain;q=0.6,application/openmetrics-text;q=0.5", .text),
        ("application/openmetrics-text;q=2,text/plain;q=1", .openMetrics),
        ("text/plain;q=1,application/openmetrics-text;q=2", .text),
        ("application/openmetrics-text;q=abc,text/plain;q=0.1", .text),
        ("application/openmetrics-text;q=-1,text/plain;q=0.1", .text),
        ("application/openmetrics-text;q=,text/plain;q=0.1", .text),
        ("application/openmetrics-text;q=1e3,text/plain;q=0.1", .text),
        ("application/openmetrics-text;q=inf,text/plain;q=0.1", .text),
        ("application/openmetrics-text;q=nan,text/plain;q=0.1", .text),
        ("application/openmetrics-text;q=0.5.5,text/plain;q=0.1", .text),
        ("application/openmetrics-text;q=.7,text/plain;q=0.6999", .openMetrics),
        ("application/openmetrics-text;q=0.001,text/plain;q=0.000", .openMetrics),
        ("application/openmetrics-text;q=0.2;q=0.9,text/plain;q=0.5", .text),
        ("application/openmetrics-text;version=1.0.0;version=2.0.0", .openMetrics),
        ("application/openmetrics-text;version=2.0.0;version=1.0.0", .text),
    ]

    static let exclusions: [(String?, ExpositionFormat)] = [
        ("application/openmetrics-text;q=0", .text), ("application/openmetrics-text;q=0,*/*;q=0.5", .text),
        ("text/plain;q=0,*/*", .openMetrics), ("text/plain;q=0,application/openmetrics-text;q=0,*/*", .text),
        ("text/plain;q=0", .text), ("*/*;q=0", .text), ("*/*;q=0,application/openmetrics-text;q=0.1", .openMetrics),
        ("text/*;q=0,text/plain;q=0.9,application/openmetrics-text;q=0.8", .text),
        ("application/openmetrics-text;version=0.0.1;q=0,application/openmetrics-text;version=1.0.0", .openMetrics),
        ("application/openmetrics-text;version=1.0.0;q=0,application/openmetrics-text;q=1,text/plain;q=0.5", .text),
        ("\(protobuf);q=0,*/*;q=0.1", .text),
        ("text/plain;q=0,application/openmetrics-text;q=0,\(protobuf)", .protobuf),
    ]

    static let spellings: [(String?, ExpositionFormat)] = [
        ("APPLICATION/OpenMetrics-Text;VERSION=1.0.0;Q=0.5,TEXT/PLAIN;q=0.4", .openMetrics),
        ("  application/openmetrics-text ; version = 1.0.0 ; q = 0.5 \t, text/plain ; q=0.4", .openMetrics),
        ("application / openmetrics-text", .openMetrics),
        ("application/openmetrics-text;version=\"1.0.0\";q=\"0.5\", text/plain;q=0.4", .openMetrics),
        ("application/openmetrics-text;note=\"a, text/plain; q=1\";q=0.2,text/plain;q=0.1", .openMetrics),
        ("application/openmetrics-text;note=\"a\\\", b\";q=0.2,text/plain;q=0.1", .openMetrics),
        ("application/openmetrics-text;note=\"unclosed, text/plain", .openMetrics),
        ("application/openmetrics-text;;;version=1.0.0;,,text/plain;q=0.1", .openMetrics),
        ("application/openmetrics-text;version;flag;q=0.5,text/plain;q=0.4", .openMetrics),
        ("application/openmetrics-text;\"", .openMetrics), ("application/openmetrics-text;n=\"\\", .openMetrics),
        (protobuf.uppercased(), .protobuf), ("té/xt,\u{0}", .text),
    ]

    @Test(arguments: others + versions + weights + exclusions + spellings)
    func `everybody gets what they asked for, or text`(_ accept: String?, _ format: ExpositionFormat) {
        #expect(FormatNegotiation.format(accept: accept) == format)
    }

    @Test func `each format answers to its own content type`() {
        for format in ExpositionFormat.allCases {
            #expect(FormatNegotiation.format(accept: format.contentType) == format)
        }
    }
}
