internal import Arithmetic

extension Schedule {
  /// What the base rate is multiplied with at `step`, counted from 0.
  public func factor(at step: Int) -> Double {
    let step = max(step, 0)
    let time = Double(step)
    switch self {
    case .constant:
      return 1
    case .step(let drops, let factor):
      return drops.reduce(1) { $1 <= step ? $0 * factor : $0 }
    case .cosine(let steps):
      guard step < steps else { return 0 }
      return 0.5 * (1 + (Double.pi * time / Double(steps)).cos())
    case .exponential(let factor):
      return factor.pow(time)
    case .inverseTime(let decay):
      return 1 / (1 + decay * time)
    case .linear(let steps, let end):
      guard step < steps else { return end }
      return 1 + (end - 1) * time / Double(steps)
    case .warmUp(let steps, let next):
      guard step < steps else { return next.factor(at: step - max(steps, 0)) }
      return (time + 1) / Double(steps)
    case .oneCycle(let steps, let rise, let start, let end):
      return Schedule.cycle(time, last: Double(steps - 1), rise: rise, start: start, end: end)
    }
  }

  /// - Parameter last: the step at which `end` is reached; the peak is at rise·(last + 1) − 1.
  private static func cycle(
    _ time: Double, last: Double, rise: Double, start: Double, end: Double
  ) -> Double {
    guard time < last else { return end }
    let peak = rise * (last + 1) - 1
    guard time >= peak else { return blend(start, 1, time / peak) }
    return blend(1, end, (time - max(peak, 0)) / (last - max(peak, 0)))
  }

  /// From a to b on half a cosine while x goes from 0 to 1.
  private static func blend(_ a: Double, _ b: Double, _ x: Double) -> Double {
    b + 0.5 * (a - b) * (1 + (Double.pi * x).cos())
  }
}
