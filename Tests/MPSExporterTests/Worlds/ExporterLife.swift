import MPSExporter
import Synchronization
import TaskLedger

/// What a world knows of its exporter: what it showed last, and when it must die.
final class ExporterLife: Sendable {
    /// The death of the exporter, in the middle of a commit or of forgetting.
    struct Death: Error {}

    private let shown = Mutex<AccountSnapshot?>(nil)
    private let stepsToDeath = Mutex<Int?>(nil)

    /// What was shown last.
    var snapshot: AccountSnapshot? { shown.withLock { $0 } }

    /// Whether it must die, or has died.
    var isDoomed: Bool { stepsToDeath.withLock { $0 != nil } }

    /// Whether it has died.
    var isDead: Bool { stepsToDeath.withLock { $0 == 0 } }

    func show(_ snapshot: AccountSnapshot) {
        shown.withLock { $0 = snapshot }
    }

    /// Lets it die after so many steps of commits and of forgetting; nil lets it live.
    func doom(after steps: Int?) {
        stepsToDeath.withLock { $0 = steps }
    }

    /// A step of one of these. Once dead, no further step is made.
    func takeStep() throws {
        let dies = stepsToDeath.withLock { steps in
            guard let left = steps else { return false }
            steps = max(0, left - 1)
            return left <= 1
        }
        if dies { throw Death() }
    }
}
