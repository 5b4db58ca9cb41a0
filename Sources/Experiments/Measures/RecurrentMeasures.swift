internal import Networks
internal import Tensors

/// How gradients travel through time, on the batch that is trained next.
extension Measure {
  /// ‖∂L/∂h_t‖ at each token t, of an LSTM ‖∂L/∂c_t‖: of what the cell carries on.
  public static let gradientThroughTime = Measure(
    "gradient_through_time", .recurrence { norms($0, \.memory) }, where: \.isRecurrent)
  /// ‖∂L/∂h_t‖ at each token, of an LSTM too.
  public static let stateGradientThroughTime = Measure(
    "state_gradient_through_time", .recurrence { norms($0, \.states) }, where: \.isRecurrent)

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
    "recurrent_singular_largest", every: 50,
    .evaluation { evaluations, _ in evaluations.recurrentSpectrum.first ?? .nan },
    where: \.isRecurrent)
  public static let recurrentSingularSmallest = Measure(
    "recurrent_singular_smallest", every: 50,
    .evaluation { evaluations, _ in evaluations.recurrentSpectrum.last ?? .nan },
    where: \.isRecurrent)
}

extension MeasuredSubject {
  fileprivate var isRecurrent: Bool { plan.recurrentSteps != nil }
}
