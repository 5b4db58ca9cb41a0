internal import Networks
internal import Tensors

/// How gradients travel through time, on the batch that is trained next.
extension Measure {
  /// ‖∂L/∂h_t‖ at each token t, of an LSTM ‖∂L/∂c_t‖: of what the cell carries on.
  public static let gradientThroughTime = Measure(
    "gradient_through_time", "‖∂L/∂h‖ token by token, of an LSTM ‖∂L/∂c‖",
    .recurrence { norms($0, \.memory) }, where: \.isRecurrent)
  /// ‖∂L/∂h_t‖ at each token, of an LSTM too.
  public static let stateGradientThroughTime = Measure(
    "state_gradient_through_time", "‖∂L/∂h‖ token by token", .recurrence { norms($0, \.states) },
    where: \.isRecurrent)

  private static func norms(
    _ layers: [ObservedRecurrence], _ gradients: (ObservedRecurrence) -> [Tensor]
  ) -> [Series] {
    layers.map { layer in
      let norms = gradients(layer).map { $0.norm() }
      return Series(
        label: layers.count > 1 ? layer.layer : "", x: norms.indices.map { Double($0 + 1) },
        y: norms)
    }
  }
}

/// What a recurrent layer multiplies its state by at every token: singular values of U (PyTorch's
/// `weight_hh`), of an LSTM or GRU those of the part that proposes new content.
extension Measure {
  /// σ_max: no step back through h = tanh(Wx + Uh) makes a gradient longer by more.
  public static let recurrentSingularLargest = Measure(
    "recurrent_singular_largest", "the most that U makes a state longer", every: 50,
    .evaluation { evaluations, _ in evaluations.recurrentSpectrum.first ?? .nan },
    where: \.isRecurrent)
  public static let recurrentSingularSmallest = Measure(
    "recurrent_singular_smallest", "the least that U makes a state longer", every: 50,
    .evaluation { evaluations, _ in evaluations.recurrentSpectrum.last ?? .nan },
    where: \.isRecurrent)
}

/// What is left of a gradient, or of a state, after many tokens.
extension Measure {
  /// ‖∂L/∂h‖ (of an LSTM ‖∂L/∂c‖) of the last token's loss by lag, relative to lag 1.
  public static let gradientByLag = Measure(
    "gradient_by_lag", "the last loss's gradient, k tokens before",
    .series { taker, _, _ in taker.gradientByLag },
    where: \.isOfCharacters)
  /// The mean of ∏ f over the tokens after the first: what the gates alone let through.
  public static let directPath = Measure(
    "direct_path", "what the gates alone let through", every: 50,
    .evaluation { evaluations, _ in evaluations.directPath },
    where: \.hasGates)
}

/// What a cell does while it reads a test example, or a text of the learner's own.
extension Measure {
  /// A gate or a state: rows are units, columns tokens.
  public static let gate = Measure(
    "gate", "a gate or state, by unit and token", settings: [.gate, .input],
    .picture { $0.gate($1, $2) }, where: \.isOfCharacters)
  /// Its mean over the units at each token.
  public static let gateMean = Measure(
    "gate_mean", "a gate's mean over the units, by token", settings: [.gate, .input],
    .series { $0.gateMean($1, $2) },
    where: \.isOfCharacters)
}

extension MeasuredSubject {
  fileprivate var isOfCharacters: Bool {
    plan.hasLayer { if case .characters = $0 { true } else { false } }
  }

  fileprivate var hasGates: Bool {
    plan.hasLayer {
      if case .characters(let cell, _, _, _, _) = $0 { cell.gateCount > 1 } else { false }
    }
  }

  fileprivate var isRecurrent: Bool { plan.recurrentSteps != nil }
}
