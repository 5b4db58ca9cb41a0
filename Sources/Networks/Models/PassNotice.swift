/// Something that a layer could not do as it should, although the pass went on.
public enum PassNotice: Hashable, Sendable {
  /// A normalization over the batch found one value a channel: x̂ is 0 whatever the input, and the
  /// running variance moves toward 0.
  case oneValueAChannel(layer: String)
}

extension PassNotice: CustomStringConvertible {
  /// What happened, what follows from it, and what to do.
  public var description: String {
    switch self {
    case .oneValueAChannel(let layer):
      """
      layer \(layer) normalizes one value a channel: it gives its shift β whatever the input, and \
      learns nothing; take larger batches
      """
    }
  }
}
