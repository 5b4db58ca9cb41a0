/// How the first values of a parameter are drawn.
public indirect enum Initializer: Hashable, Sendable {
  case constant(Double)
  /// N(0, variance).
  case normal(variance: Double)
  /// U(−√(3·variance), √(3·variance)), which has the given variance.
  case uniform(variance: Double)
  /// `gain` times a matrix with orthonormal rows or columns (Saxe et al. 2014).
  case orthogonal(gain: Double)
  /// Equal parts of the first axis, one below the other, each drawn by its own initializer: the gates
  /// of a recurrent layer.
  case stacked([Initializer])

  /// Var[w] = 2 / (fanIn + fanOut) (Glorot and Bengio 2010, eq. 12).
  public static func xavier(fanIn: Int, fanOut: Int) -> Initializer {
    .normal(variance: 2 / Double(fanIn + fanOut))
  }

  /// Var[w] = 2 / fanIn (He et al. 2015, eq. 10).
  public static func he(fanIn: Int) -> Initializer {
    .normal(variance: 2 / Double(fanIn))
  }
}
