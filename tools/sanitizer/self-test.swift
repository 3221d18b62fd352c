// What the thread sanitizer must say nothing about, and with the argument `race` what it must report.

import Foundation
import Synchronization

final class Tally: @unchecked Sendable {
    let guarded = Mutex([Int]())
    var unguarded: [Int] = []
}

/// Runs `body` on so many threads at once, until all have ended.
func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let ended = DispatchSemaphore(value: 0)
    for _ in 0..<count {
        Thread.detachNewThread {
            body()
            ended.signal()
        }
    }
    for _ in 0..<count { ended.wait() }
}

/// What a thread of our own made, handed over by a continuation.
func made(_ number: Int) async -> [Int] {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            var numbers: [Int] = []
            for each in 0..<number % 50 { numbers.append(each) }
            continuation.resume(returning: numbers)
        }
    }
}

let tally = Tally()
if CommandLine.arguments.contains("race") {
    onThreads(4) { for number in 0..<2 { tally.unguarded.append(number) } }
} else {
    // Long enough under the lock that others have to wait for it in the kernel.
    onThreads(4) { for number in 0..<2000 { tally.guarded.withLock { for _ in 0..<200 { $0.append(number) } } } }
    var sum = 0
    for number in 0..<2000 { sum += await made(number).reduce(0, +) }
    print(tally.guarded.withLock { $0.count }, sum)
}
