import Autograd
import OperationReference
import Tensors

/// Times one example forward and backward.
enum OperationTiming {
  /// Seconds forward and backward, and the numbers in the result.
  ///
  /// A result of several numbers is summed to become a loss; what that costs is measured alone and
  /// taken off.
  static func measure(
    _ example: OperationExample
  ) -> (forward: Double, backward: Double, outputCount: Int) {
    let tensors = example.tensors
    let forward = least {
      let tape = Tape()
      return example.output(tensors.map { tape.variable($0) }).value.count
    }
    let tape = Tape()
    let output = example.output(tensors.map { tape.variable($0) })
    let isLoss = output.value.count == 1
    let loss = isLoss ? output : output.sum()
    var backward = least { held(tape.gradients(of: loss)) }
    if !isLoss {
      let other = Tape()
      let sum = other.variable(output.value).sum()
      backward -= least { held(other.gradients(of: sum)) }
    }
    return (forward, max(backward, 0), output.value.count)
  }

  /// Keeps a result from being optimized away.
  @inline(never)
  private static func held(_ gradients: Gradients) -> Int { MemoryLayout.size(ofValue: gradients) }

  /// Seconds of one run: the least of nine medians of runs that take 10 ms together.
  private static func least(_ run: () -> Int) -> Double {
    let clock = ContinuousClock()
    var total = run()
    func seconds() -> Double {
      let duration = clock.measure { total &+= run() }.components
      return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
    }
    let count = max(3, min(1000, Int(0.01 / max(seconds(), 1e-7))))
    let medians = (0..<9).map { _ in (0..<count).map { _ in seconds() }.sorted()[count / 2] }
    precondition(total > 0, "timing: an operation without a result")
    return medians.min() ?? 0
  }
}
