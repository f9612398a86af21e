import Glibc
import Records

/// How long each step of a run took, and the process's peak memory.
struct Stopwatch {
    private(set) var timings: [StageTiming] = []
    private var current: (name: String, started: ContinuousClock.Instant)?

    mutating func start(_ name: String) { current = (name, .now) }

    mutating func stop() {
        guard let (name, started) = current else { return }
        let elapsed = ContinuousClock.now - started
        let nanoseconds =
            elapsed.components.seconds * 1_000_000_000
            + elapsed.components.attoseconds / 1_000_000_000
        timings.append(StageTiming(name: name, elapsedNanoseconds: UInt64(nanoseconds)))
        current = nil
    }

    static var peakMemoryBytes: Int {
        var usage = rusage()
        guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return usage.ru_maxrss * 1024
    }
}
