/// What a client sends over one connection: some requests in a row, cut into pieces anywhere. It follows from its seed.
struct FuzzedConnection {
    /// What is sent at a time.
    let pieces: [[UInt8]]
    /// All of that.
    var bytes: [UInt8] { pieces.flatMap { $0 } }
    /// How many requests there are, and how many of them were spoiled.
    let requests: Int
    let mutated: Int
    /// Whether the client says that it sends no more.
    let endsSending: Bool
    /// Whether every request has to be answered. The library drops requests that it has not looked at when it reads that
    /// no more will be sent.
    var isProper: Bool { mutated == 0 && !endsSending }

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var mutator = RequestMutator(SeededGenerator(seed: ~seed))
        var bytes: [UInt8] = []
        let made = (0..<random.pick([1, 2, 4, 8, 16])).map { _ in mutator.next() }
        for request in made { bytes += request.bytes }
        let cuts = random.chance(60) ? 0 : Int.random(in: 1...6, using: &random)
        let places =
            [0] + (0..<cuts).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted() + [bytes.count]
        pieces = zip(places, places.dropFirst()).map { Array(bytes[$0..<$1]) }.filter { !$0.isEmpty }
        endsSending = random.chance(10)
        requests = made.count
        mutated = made.count { $0.isMutated }
    }
}
