import Experiments
import Glibc
import Lab
import Lessons

/// Snapshots of a run of the sample lesson, from formulas: a curve that falls, one that hardly
/// does, one that stays, and one that diverges at step 3.
enum SampleSnapshot {
  static func snapshot(
    _ lesson: Lesson, step: Int, at trained: Int, running: Bool = false,
    answers: [String: Command.Answer]? = nil
  ) -> SessionSnapshot {
    SessionSnapshot(
      isRunning: running, seed: 7, lessonStep: step,
      limit: step < 2 ? 0 : step == 4 ? 800 : 400,
      knobs: Dictionary(uniqueKeysWithValues: lesson.knobs.map { ($0.name, $0.value) }),
      answers: answers ?? (step >= 2 ? ["survivor": .choice("b")] : [:]),
      arms: lesson.arms.enumerated().map {
        arm($0.element, $0.offset, of: lesson, at: trained, running: running)
      })
  }

  static func loss(_ index: Int, at step: Int) -> Double {
    let x = Double(step)
    let noise = sin(x * 12.9898 + Double(index) * 78.2) * 0.12 + sin(x * 3.7) * 0.05
    switch index {
    case 0: return 0.35 + 1.95 * exp(-x / 90) * (1 + noise) + abs(noise) * 0.3
    case 1: return 2.303 - 0.11 * x / 400 + noise * 0.1
    case 2: return 2.303 + noise * 0.02
    default: return 2.3 * pow(30, x)
    }
  }

  private static func arm(
    _ arm: Arm, _ index: Int, of lesson: Lesson, at trained: Int, running: Bool
  ) -> ArmSnapshot {
    let end = index == 3 ? min(3, trained) : trained
    var knobs = Dictionary(uniqueKeysWithValues: lesson.knobs.map { ($0.name, $0.value) })
    knobs.merge(arm.set) { $1 }
    let phase: ArmSnapshot.Phase =
      index == 3 && trained >= 3
      ? .diverged(step: 3) : trained >= 400 ? .finished : running ? .training : .ready
    var recorded: [MetricKey: Double] = [:]
    if trained >= 400 { recorded[MetricKey(probe: "loss", step: 400)] = loss(index, at: 399) }
    for layer in [1, 10] {
      recorded[MetricKey(probe: "dz", layer: layer, step: 0)] = gradient(index, layer: layer)
    }
    return ArmSnapshot(
      id: arm.id, label: arm.label, knobs: knobs, step: end, phase: phase,
      stepsPerSecond: running ? 312.4 : 0, parameterCount: 88_330,
      traces: ["loss": trace(index, to: end)],
      readings: [
        "dz": Reading(step: trained, .layers((1...10).map { gradient(index, layer: $0) })),
        "x": Reading(step: trained, .histograms((1...10).map { histogram(index, layer: $0) })),
      ], recorded: recorded)
  }

  private static func trace(_ index: Int, to end: Int) -> Trace {
    let values = (0..<max(0, end)).map { loss(index, at: $0) }
    let smoothed = values.indices.map { step -> Double in
      let window = values[max(0, step - 29)...step]
      return window.reduce(0, +) / Double(window.count)
    }
    func buckets(_ values: [Double]) -> [Trace.Bucket] {
      values.enumerated().map {
        Trace.Bucket(
          steps: $0.offset...$0.offset, minimum: $0.element, maximum: $0.element,
          mean: $0.element, last: $0.element)
      }
    }
    return Trace(raw: buckets(values), smoothed: buckets(smoothed))
  }

  private static let factors = [2.0, 1, 0.5, 8] + [Double](repeating: 3, count: Lesson.armLimit)

  private static func gradient(_ index: Int, layer: Int) -> Double {
    0.02 * pow(factors[index] / 2, Double(10 - layer) / 2)
  }

  private static func histogram(_ index: Int, layer: Int) -> Histogram {
    let deviation = pow(factors[index] / 2, Double(layer) / 2) * 0.8
    var counts = [Int](repeating: 0, count: 64)
    for bin in 0..<64 {
      let x = -4 + (Double(bin) + 0.5) / 8
      guard x >= 0 else { continue }
      counts[bin] = Int(100 * exp(-x * x / (2 * deviation * deviation)) / deviation)
    }
    counts[32] += 300
    return Histogram(range: -4...4, counts: counts)
  }
}
