package import Datasets
package import Networks
package import Tensors

/// Lets a network write on after some tokens, one token at a time.
package struct TextSampler {
  private enum Model {
    /// Its state holds what it has read: a step a token.
    case recurrent(CharacterModel, CharacterModel.Memory)
    /// It reads the last `longest` tokens anew for each.
    case window(any WindowedReader, read: [Int])
  }

  private let weights: Weights
  private var model: Model

  /// - Returns: nil for a network that predicts no next token.
  package init?(_ network: Network, _ weights: Weights) {
    self.weights = weights
    if let model = network.first(CharacterModel.self) {
      self.model = .recurrent(model, CharacterModel.Memory())
    } else if let model = network.first(DecoderTransformer.self) {
      self.model = .window(model, read: [])
    } else if let model = network.first(CausalConvolutionModel.self) {
      self.model = .window(model, read: [])
    } else {
      return nil
    }
  }

  /// Reads more tokens.
  /// - Returns: the logits of the token after them; empty of none.
  package mutating func read(_ tokens: [Int]) -> [Float] {
    switch model {
    case .recurrent(let network, var memory):
      var logits: [Float] = []
      for token in tokens { logits = network.read([token], &memory, weights).scalars }
      model = .recurrent(network, memory)
      return logits
    case .window(let network, let earlier):
      guard !tokens.isEmpty else { return [] }
      let read = Array((earlier + tokens).suffix(network.longest))
      model = .window(network, read: read)
      return network.nextLogits(after: read, weights)
    }
  }

  /// Forgets what it has read.
  private mutating func restart() {
    switch model {
    case .recurrent(let network, _): model = .recurrent(network, CharacterModel.Memory())
    case .window(let network, _): model = .window(network, read: [])
    }
  }

  /// Reads a prompt and writes `length` more tokens.
  /// - Parameter ending: the token after which it begins anew, as networks do that were trained on one
  ///   name at a time; nil: on it goes.
  /// - Precondition: the prompt has a token.
  package mutating func continuation(
    of prompt: [Int], length: Int, ending: Int? = nil, by sampling: TokenSampling,
    using stream: inout RandomStream
  ) -> [Int] {
    precondition(!prompt.isEmpty, "continuation: a network reads before it writes")
    var logits = read(prompt)
    var written: [Int] = []
    while written.count < length {
      let token = sampling(logits, using: &stream)
      written.append(token)
      if token == ending { restart() }
      if written.count < length { logits = read([token]) }
    }
    return written
  }
}
