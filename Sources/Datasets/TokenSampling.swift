import Arithmetic
public import Tensors

/// Draws a token from a network's scores.
public struct TokenSampling: Hashable, Sendable {
  /// Below 1 sharper, above 1 flatter; 0 always takes the highest score.
  public let temperature: Double
  /// Only the k highest scores take part; nil: all of them.
  public let highest: Int?

  /// - Precondition: `temperature` finite and not negative, `highest` at least 1.
  public init(temperature: Double = 1, highest: Int? = nil) {
    precondition(
      temperature >= 0 && temperature.isFinite && highest ?? 1 >= 1,
      "TokenSampling: temperature \(temperature), top \(highest ?? 0)")
    self.temperature = temperature
    self.highest = highest
  }

  /// The probability of each token: p_i = exp((z_i − max z) / T) / Σ_j exp((z_j − max z) / T) over
  /// the k highest. Of equal scores the first count as higher; a score that isn't a number is −∞.
  /// - Precondition: at least one score.
  public func probabilities(_ scores: [Float]) -> [Double] {
    precondition(!scores.isEmpty, "probabilities of no scores")
    let scores = scores.map { $0.isNaN ? -Double.infinity : Double($0) }
    let order = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
    let top = scores[order[0]]
    var weights = [Double](repeating: 0, count: scores.count)
    for index in order.prefix(highest ?? scores.count) {
      // Equal scores are 0 apart, infinite ones too.
      let distance = scores[index] == top ? 0 : scores[index] - top
      weights[index] = temperature > 0 ? (distance / temperature).exp() : 0
    }
    if temperature == 0 { weights[order[0]] = 1 }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// A token with the probabilities above.
  public func callAsFunction(_ scores: [Float], using stream: inout RandomStream) -> Int {
    let probabilities = probabilities(scores)
    let drawn = stream.nextUniform()
    var sum = 0.0
    var last = 0
    for (token, probability) in probabilities.enumerated() where probability > 0 {
      sum += probability
      last = token
      if drawn < sum { return token }
    }
    // Rounding can leave the sum just below 1.
    return last
  }
}
