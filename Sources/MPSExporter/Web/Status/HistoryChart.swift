/// An hour of two series as paths of an SVG that is `width` wide and `height` high; the script of the status page draws
/// the same ones.
package struct HistoryChart {
    static let width = 600.0
    static let height = 100.0

    /// The value at the upper edge.
    package let top: Double
    /// A path for each series.
    package let paths: [String]

    /// Lines from value to value, broken where one is nil. Times are in seconds, as `now` is, which is the right edge.
    package static func lines(_ times: [Int64], _ series: [[Double?]], now: Double) -> HistoryChart {
        HistoryChart(times, series, now: now) { _, x, y, isBroken in
            isBroken ? "M\(text(x)) \(text(y))h0" : "L\(text(x)) \(text(y))"
        }
    }

    /// Steps: each value holds since the time of the one before it, over those that are nil.
    package static func steps(_ times: [Int64], _ series: [[Double?]], now: Double) -> HistoryChart {
        HistoryChart(times, series, now: now) { before, x, y, isBroken in
            (isBroken ? "M\(text(before)) \(text(y))" : "V\(text(y))") + "H\(text(x))"
        }
    }

    private init(
        _ times: [Int64], _ series: [[Double?]], now: Double,
        draw: (_ before: Double, _ x: Double, _ y: Double, _ isBroken: Bool) -> String
    ) {
        let top = Self.roundTop(series.joined().compactMap(\.self).max() ?? 0)
        let places = times.map { max(0, min(Self.width, Self.width + (Double($0) - now) / 3600 * Self.width)) }
        paths = series.map { values in
            var path = ""
            var last: Int?
            for (index, value) in values.enumerated() {
                guard let value else { continue }
                let isBroken = index == 0 || last != index - 1
                let y = Self.height - value / top * Self.height
                path += draw(places[last ?? max(0, index - 1)], places[index], y, isBroken)
                last = index
            }
            return path
        }
        self.top = top
    }

    /// The next of 1, 2, 5, 10, 20, 50 and so on.
    private static func roundTop(_ value: Double) -> Double {
        var power = 1.0
        while power * 10 < value { power *= 10 }
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= value } ?? 10 * power
    }

    /// With one decimal at most, which is less than a pixel.
    private static func text(_ place: Double) -> String {
        let tenths = Int((place * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
