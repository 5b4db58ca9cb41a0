/// A definition that only some scripts need. The order is that in the script.
package enum PyTorchPiece: Int, CaseIterable, Hashable, Sendable {
  case `repeat`, residual, paddedShortcut, shiftOnly, heldStatistics, block, sharedStatistics
  case rmspropInside, adamUncorrected
  case operations
  case constant, drops, cosine, exponential, inverseTime, linear, warmUp, oneCycle

  /// What stands in the script before the networks; the others before the table of arms.
  static let ofNetworks: Set<PyTorchPiece> = [
    .repeat, .residual, .paddedShortcut, .shiftOnly, .heldStatistics, .block,
  ]

  /// Whether it makes a function from the step to a factor on the learning rate.
  package var isSchedule: Bool { rawValue >= PyTorchPiece.constant.rawValue }

  /// The definition in Python.
  package var text: String {
    switch self {
    case .repeat:
      #"""
      def repeat(count, layers):
          """So many times the same layers, each with weights of its own."""
          return [layer for _ in range(count) for layer in layers()]
      """#
    case .residual, .paddedShortcut, .shiftOnly, .heldStatistics, .block: textOfLayer
    case .sharedStatistics: textOfStatistics
    case .rmspropInside, .adamUncorrected: textOfOptimizer
    case .operations: textOfOperations
    default: textOfSchedule
    }
  }

  private var textOfSchedule: String {
    switch self {
    case .constant:
      #"""
      def constant(step):
          return 1.0
      """#
    case .drops:
      #"""
      def drops(at, factor):
          """Multiplies the rate at these steps."""
          return lambda step: factor ** sum(drop <= step for drop in at)
      """#
    case .cosine:
      #"""
      def cosine(steps):
          """Half a cosine from 1 to 0."""
          return lambda step: 0.5 * (1 + math.cos(math.pi * min(step / steps, 1)))
      """#
    case .exponential:
      #"""
      def exponential(factor):
          return lambda step: factor**step
      """#
    case .inverseTime:
      #"""
      def inverse_time(decay):
          return lambda step: 1 / (1 + decay * step)
      """#
    case .linear:
      #"""
      def linear(steps, end):
          """A straight line from 1 to the end, then the end."""
          return lambda step: 1 + (end - 1) * min(step / steps, 1)
      """#
    case .warmUp:
      #"""
      def warm_up(steps, then):
          """A straight line up to 1, then the other schedule from its beginning."""
          return lambda step: (step + 1) / steps if step < steps else then(step - steps)
      """#
    case .oneCycle:
      #"""
      def one_cycle(steps, rise, start, end):
          """Half a cosine up to 1 in the first part of the steps, half a cosine down in the rest."""
          last, peak = steps - 1, rise * steps - 1

          def blend(a, b, x):
              return b + 0.5 * (a - b) * (1 + math.cos(math.pi * x))

          def factor(step):
              if step >= last:
                  return end
              if step < peak:
                  return blend(start, 1, step / peak)
              return blend(1, end, (step - max(peak, 0)) / (last - max(peak, 0)))

          return factor
      """#
    default: ""
    }
  }
}
