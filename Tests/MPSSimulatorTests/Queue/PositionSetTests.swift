import MPSSimulator
import Testing

@Suite struct PositionSetTests {
    @Test(arguments: [(1, 3000), (2, 60_000), (3, 1 << 26)])
    func `does what a sorted array does`(seed: UInt64, span: Int) {
        var generator = Xoshiro256(seed: seed)
        var set = PositionSet()
        var model: Set<Int> = []
        for _ in 0..<4000 {
            let position = Int.random(in: 0..<span, using: &generator)
            if Bool.random(using: &generator) || model.count < 50 {
                let isNew = set.insert(position)
                #expect(isNew == model.insert(position).inserted)
            } else {
                let victim = model.randomElement(using: &generator) ?? position
                let wasThere = set.remove(victim)
                #expect(wasThere == (model.remove(victim) != nil))
                #expect(!set.contains(victim))
            }
        }
        let sorted = model.sorted()
        #expect(set.count == sorted.count)
        for _ in 0..<300 {
            let position = Int.random(in: -70...(span + 5000), using: &generator)
            #expect(set.member(atOrAfter: position) == sorted.first { $0 >= position })
            #expect(set.member(atOrBefore: position) == sorted.last { $0 <= position })
            #expect(set.rank(of: position) == sorted.count { $0 < position })
        }
        for position in sorted {
            let wasThere = set.remove(position)
            #expect(wasThere)
        }
        #expect(set.count == 0)
        #expect(set.member(atOrAfter: 0) == nil && set.member(atOrBefore: span) == nil)
    }

    @Test func `forgets what lies far behind its members and can come back to it`() {
        let far = 90_000_000
        var set = PositionSet()
        for position in [3, 9000, far, far + 1] { set.insert(position) }
        for position in [9000, 3, far + 1] { set.remove(position) }
        #expect(set.count == 1 && set.rank(of: far) == 0 && set.rank(of: far + 1) == 1)
        #expect(set.member(atOrAfter: 0) == far && set.member(atOrBefore: far + 5) == far)
        set.insert(4)
        #expect(
            set.member(atOrAfter: 0) == 4 && set.member(atOrAfter: 5) == far && set.member(atOrBefore: far - 1) == 4)
        #expect(set.count == 2 && set.rank(of: far) == 1)
    }
}
