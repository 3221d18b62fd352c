/// Draws what chance decides about tasks. A draw follows from the seed and the task's number alone, so it needs no memory
/// and does not depend on what happens to other tasks.
struct TaskLottery: Sendable {
    private let seed: UInt64
    private let types: [TaskTypeProfile]
    private let shareSum: Double
    private let traitShares: [(share: Double, trait: TaskTraits)]

    init(seed: UInt64, types: [TaskTypeProfile], oddities: Oddities) {
        self.seed = seed
        self.types = types
        shareSum = types.reduce(0) { $0 + $1.share }
        traitShares = oddities.traitShares.filter { $0.share > 0 }
    }

    func draw(_ number: Int) -> TaskDraw {
        var generator = SplitMix64(seed: seed ^ SplitMix64.mixed(UInt64(number)))
        let type = drawType(using: &generator)
        var traits: TaskTraits = []
        for (share, trait) in traitShares where generator.nextBool(probability: share) { traits.insert(trait) }
        if generator.nextBool(probability: types[type].failureShare) { traits.insert(.failed) }
        return TaskDraw(
            type: type, traits: traits,
            patienceSeconds: 30 * generator.nextExponential(),
            overWindowSeconds: 86_400 * (7.5 + 1.5 * generator.nextUnit()),
            instantSeconds: 2 * generator.nextUnit(),
            serviceSeconds: types[type].serviceTime.seconds(using: &generator))
    }

    private func drawType(using generator: inout SplitMix64) -> Int {
        var rest = generator.nextUnit() * shareSum
        for index in types.indices.dropLast() {
            rest -= types[index].share
            if rest < 0 { return index }
        }
        return types.count - 1
    }
}

extension Oddities {
    fileprivate var traitShares: [(share: Double, trait: TaskTraits)] {
        [
            (neverStarted, .neverStarted), (instant, .instant), (overWindow, .overWindow),
            (missingFinishTime, .finishTimeMissing), (lateFinishTime, .finishTimeLate),
            (finishTimeUnparsable, .finishTimeUnparsable), (createTimeUnset, .createTimeUnset),
            (createTimeUnparsable, .createTimeUnparsable), (beginBeforeCreate, .beginBeforeCreate),
            (contradictoryTimes, .contradictoryTimes), (offsetForm, .offsetForm), (fractionForm, .fractionForm),
            (repeatedSubTask, .repeatedSubTask),
        ]
    }
}
