/// Which rows of a batch of sequences belong to which step of a recurrence.
///
/// Outside, sequences are [N, T, D]; inside a recurrence they are step-major [T·N, D], so that one
/// step is one matrix. A reversed recurrence takes the last time first.
public struct SequenceLayout: Hashable, Sendable {
  /// N.
  public let examples: Int
  /// T.
  public let steps: Int
  public let isReversed: Bool
  /// Times of each example that count; the others hold the state and give zeros. nil: all T.
  public let lengths: [Int]?

  /// - Precondition: N lengths in 0...T.
  public init(examples: Int, steps: Int, isReversed: Bool = false, lengths: [Int]? = nil) {
    precondition(
      lengths.map { $0.count == examples && $0.allSatisfy { 0...steps ~= $0 } } ?? true,
      "sequence: \(lengths ?? []) lengths for \(examples) sequences of \(steps)")
    self.examples = examples
    self.steps = steps
    self.isReversed = isReversed
    self.lengths = lengths
  }

  /// The time that a step works on.
  func time(_ step: Int) -> Int { isReversed ? steps - 1 - step : step }

  func isActive(_ example: Int, at step: Int) -> Bool {
    guard let lengths else { return true }
    return time(step) < lengths[example]
  }

  /// Row of (example, step) in example-major [N·T, D].
  func row(_ example: Int, at step: Int) -> Int { example * steps + time(step) }

  /// [N, T, D] → [T·N, D].
  func stepMajor(_ x: Tensor) -> Tensor {
    let width = x.shape[2]
    return Tensor(shape: [steps * examples, width]) { z in
      x.withUnsafeScalars { x in
        forEachPlace { place, row in
          (z + place * width).initialize(from: x + row * width, count: width)
        }
      }
    }
  }

  /// [T·N, D] → [N, T, D].
  func exampleMajor(_ x: Tensor) -> Tensor {
    let width = x.shape[1]
    return Tensor(shape: [examples, steps, width]) { z in
      x.withUnsafeScalars { x in
        forEachPlace { place, row in
          (z + row * width).initialize(from: x + place * width, count: width)
        }
      }
    }
  }

  /// N·T tokens, example-major → step-major.
  func stepMajor(_ tokens: [Int]) -> [Int] {
    var result = [Int](repeating: 0, count: tokens.count)
    forEachPlace { place, row in result[place] = tokens[row] }
    return result
  }

  @inline(__always)
  private func forEachPlace(_ body: (_ place: Int, _ row: Int) -> Void) {
    var place = 0
    for step in 0..<steps {
      for example in 0..<examples {
        body(place, row(example, at: step))
        place += 1
      }
    }
  }
}
