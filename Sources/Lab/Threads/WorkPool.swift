import Tensors

/// Independent jobs on a few threads. What a job computes must not depend on the others: then the
/// number of threads changes nothing but the time.
enum WorkPool {
  private struct State<Result: Sendable>: Sendable {
    var next = 0
    var results: [Result?]
    var finished = 0
  }

  /// As many as can be of use at the same time.
  static func threads(forJobs jobs: Int) -> Int {
    max(1, min(EngineRuntime.processorCount, jobs))
  }

  /// Runs `work(0)`, …, `work(jobs − 1)`, the first ones first, and waits for all.
  /// - Parameters:
  ///   - threads: at most so many at the same time.
  ///   - interval: seconds between two calls of `watch`, on the calling thread.
  /// - Throws: `SystemFault` when not even one thread can be had.
  static func run<Result: Sendable>(
    jobs: Int, threads: Int = EngineRuntime.processorCount, every interval: Double = 0.1,
    watch: () -> Void = {}, _ work: @escaping @Sendable (Int) -> Result
  ) throws(SystemFault) -> [Result] {
    let state = Monitor(State<Result>(results: [Result?](repeating: nil, count: jobs)))
    var started: [WorkerThread] = []
    for _ in 0..<min(max(1, threads), jobs) {
      do throws(SystemFault) {
        started.append(try WorkerThread.start { carryOut(state, jobs, work) })
      } catch {
        // Fewer threads do the same work; without any there is none to do it.
        if started.isEmpty { throw error }
      }
    }
    while !state.wait(seconds: interval, until: { $0.finished == jobs }) { watch() }
    for thread in started { thread.join() }
    return state.withLock { $0.results.compactMap { $0 } }
  }

  private static func carryOut<Result: Sendable>(
    _ state: Monitor<State<Result>>, _ jobs: Int, _ work: (Int) -> Result
  ) {
    while true {
      let job = state.withLock { state in
        defer { state.next += 1 }
        return state.next
      }
      guard job < jobs else { return }
      let result = work(job)
      state.change { state in
        state.results[job] = result
        state.finished += 1
      }
    }
  }
}
