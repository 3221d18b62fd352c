import MPSSimulator
import Testing

@Suite struct RandomTests {
    @Test func `SplitMix64 gives its authors' sequence`() {
        var generator = SplitMix64(seed: 1_234_567)
        #expect(generator.next() == 6_457_827_717_110_365_317)
        #expect(generator.next() == 3_203_168_211_198_807_973)
        #expect(generator.next() == 9_817_491_932_198_370_423)
    }

    @Test func `the finaliser can be undone`() {
        var generator = SplitMix64(seed: 5)
        for _ in 0..<1000 {
            let word = generator.next()
            #expect(SplitMix64.unmixed(SplitMix64.mixed(word)) == word)
        }
    }

    @Test func `a permutation visits every place once and knows the way back`() {
        let permutation = SeededPermutation(seed: 3)
        var places: Set<Int> = []
        for number in 0..<20_000 {
            let place = permutation.place(of: number)
            #expect(permutation.number(at: place) == number)
            #expect((0..<SeededPermutation.domain).contains(place))
            places.insert(place)
        }
        #expect(places.count == 20_000)
        #expect(permutation.place(of: SeededPermutation.domain + 5) == permutation.place(of: 5))
    }
}
