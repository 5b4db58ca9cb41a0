import Glibc
import Synchronization
import Tensors
import Testing

/// How often every place was visited, and by which threads.
private final class Visits: Sendable {
  private let counts: Mutex<[Int]>
  private let threads = Mutex<Set<pthread_t>>([])

  init(_ count: Int) { counts = Mutex([Int](repeating: 0, count: count)) }

  func note(_ range: Range<Int>) {
    counts.withLock { counts in for place in range { counts[place] += 1 } }
    threads.withLock { _ = $0.insert(pthread_self()) }
  }

  var areAllOne: Bool { counts.withLock { $0.allSatisfy { $0 == 1 } } }
  var threadCount: Int { threads.withLock(\.count) }
}

/// Nanoseconds a place that make it worth sharing.
private let dear = 1e6

@Suite("Work shared among threads", .serialized)
struct SharedWorkTests {
  @Test(
    "every place is done once",
    arguments: [0, 1, 2, 7, 8, 9, 100, 1_001], [1, 2, 3, 5])
  func places(count: Int, threads: Int) {
    EngineRuntime.setThreads(threads)
    defer { EngineRuntime.setThreads(EngineRuntime.processorCount) }
    for unit in [1, 4, 16] {
      for isDear in [false, true] {
        let visits = Visits(count)
        inParts(count, of: unit, cost: dear, isDear: isDear) { range in
          #expect(range.lowerBound % unit == 0 && !range.isEmpty)
          visits.note(range)
        }
        #expect(visits.areAllOne)
      }
    }
  }

  @Test("another thread takes part, while the first one waits for it", .timeLimit(.minutes(1)))
  func helps() {
    EngineRuntime.setThreads(EngineRuntime.processorCount)
    // Other tests may have the helpers: then the work is done alone, and tried again.
    while true {
      let visits = Visits(64)
      inParts(64, cost: dear) { range in
        visits.note(range)
        // Long enough for a sleeping helper to come.
        for _ in 0..<1_000 where visits.threadCount < 2 { usleep(10) }
      }
      #expect(visits.areAllOne)
      if visits.threadCount == 2 { return }
    }
  }

  @Test("work within shared work is done where it stands")
  func nested() {
    EngineRuntime.setThreads(3)
    defer { EngineRuntime.setThreads(EngineRuntime.processorCount) }
    let visits = Visits(100)
    inParts(10, cost: dear) { outer in
      for ten in outer {
        inParts(10, cost: dear) { inner in
          visits.note(10 * ten + inner.lowerBound..<10 * ten + inner.upperBound)
        }
      }
    }
    #expect(visits.areAllOne)
  }

  @Test("what is too short for a helper is done at once, in one part")
  func short() {
    EngineRuntime.setThreads(4)
    defer { EngineRuntime.setThreads(EngineRuntime.processorCount) }
    let visits = Visits(100)
    inParts(100, cost: 1) { range in
      #expect(range == 0..<100)
      visits.note(range)
    }
    #expect(visits.areAllOne)
  }

  @Test("large operations give the same bits on one thread and on three")
  func bits() {
    var stream = Seed(1).stream("shared")
    let (a, b) = (stream.normals([301, 257]), stream.normals([257, 211]))
    let images = stream.normals([9, 5, 20, 20])
    let weight = stream.normals([7, 5, 3, 3])
    func results() -> [Tensor] {
      let convolution = Convolution(WindowGeometry(3, padding: 1))
      let z = convolution(images, weight, Tensor(zeros: [7]))
      return [
        matmul(a, b), matmul(a, transposeA: true, a), matmul(b, b, transposeB: true),
        a.exp(), a.sum(axis: 0), a.softmaxRows(), z,
        convolution.weightGradient(images, weightShape: weight.shape, dOutput: z),
        convolution.inputGradient(weight, inputShape: images.shape, dOutput: z),
        MaxPooling(images, WindowGeometry(2, stride: 2)).output,
        RowNormalization(
          a, scale: Tensor(repeating: 1, shape: [257]), shift: Tensor(zeros: [257]),
          epsilon: 1e-5
        ).gradients(dOutput: a).scale,
      ]
    }
    EngineRuntime.setThreads(1)
    let alone = results()
    EngineRuntime.setThreads(3)
    defer { EngineRuntime.setThreads(EngineRuntime.processorCount) }
    for _ in 0..<20 { #expect(results() == alone) }
  }
}
