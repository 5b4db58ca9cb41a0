public import Autograd
public import Tensors

/// One forward run: everything that a layer may need besides its input.
///
/// Let the pass die before the optimizer writes: while it holds the weights, writing copies them.
public final class Pass {
  public enum Mode: Hashable, Sendable {
    /// Gradients are wanted.
    case training
    case inference
  }

  public let tape: Tape
  public let mode: Mode
  /// Whether someone asked for what is inside. Layers then keep what they would overwrite.
  public let isObserving: Bool
  /// What `observe` was told, in forward order.
  public private(set) var observed: [ObservedLayer] = []
  /// How gradients flow back through recurrent layers, in forward order; only while observing.
  public private(set) var observedFlows: [(layer: RecurrentLayer, flow: RecurrentFlow)] = []
  /// What normalizations over the batch found, in forward order; only while observing.
  public private(set) var observedStatistics: [ObservedStatistics] = []
  /// What dropouts drop in this pass, in forward order; only while observing.
  public private(set) var observedMasks: [ObservedMask] = []
  /// Whether batch normalization takes the statistics of this batch: in training, and in inference
  /// where someone wants to see what that does.
  public let usesBatchStatistics: Bool
  /// Whether dropout drops: in training, and in inference where someone wants to see what that does.
  public let dropsNumbers: Bool
  /// New values of parameters that are not trained, to be stored after the step.
  public private(set) var updates: [(parameter: Parameter, value: Tensor)] = []
  private let weights: Weights
  private let randomness: Randomness?
  private var variables: [Variable?]
  /// The places of parameters that are held.
  private var frozen: Set<Int> = []

  /// Where a pass draws its random numbers: the same for the same seed and the same occasion.
  struct Randomness {
    let seed: Seed
    /// The end of the streams' names.
    let occasion: String

    init(seed: Seed, occasion: String) {
      self.seed = seed
      self.occasion = occasion
    }

    /// Of a training step.
    init(seed: Seed, step: Int) { self.init(seed: seed, occasion: "step\(step)") }
  }

  /// - Parameter usesBatchStatistics: nil: as the mode has it.
  public convenience init(
    _ weights: Weights, mode: Mode, observing isObserving: Bool = false,
    usesBatchStatistics: Bool? = nil
  ) {
    self.init(
      weights, mode: mode, observing: isObserving, usesBatchStatistics: usesBatchStatistics,
      randomness: nil)
  }

  init(
    _ weights: Weights, mode: Mode, observing isObserving: Bool = false,
    usesBatchStatistics: Bool? = nil, dropsNumbers: Bool? = nil, randomness: Randomness?
  ) {
    self.randomness = randomness
    self.dropsNumbers = dropsNumbers ?? (mode == .training)
    self.usesBatchStatistics = usesBatchStatistics ?? (mode == .training)
    tape = Tape(capacity: 4 * weights.tensors.count)
    self.mode = mode
    self.isObserving = isObserving
    self.weights = weights
    variables = [Variable?](repeating: nil, count: weights.tensors.count)
  }

  /// The parameter's numbers on this tape: the same variable every time, so sharing works.
  public subscript(parameter: Parameter) -> Variable {
    if let variable = variables[parameter.index] { return variable }
    let value = weights.tensors[parameter.index]
    // A layer that is held has gradients at its sums, which somebody may want to see.
    let isTracked = parameter.isTrained || isObserving && parameter.isFrozen
    let variable = mode == .training && isTracked ? tape.variable(value) : tape.constant(value)
    if parameter.isFrozen { frozen.insert(parameter.index) }
    variables[parameter.index] = variable
    return variable
  }

  /// Notes a new value for a parameter that is not trained; it is stored after the step.
  public func update(_ parameter: Parameter, to value: Tensor) {
    precondition(!parameter.isTrained, "update: \(parameter.name) is trained")
    updates.append((parameter, value))
  }

  /// The numbers of a parameter, off the tape.
  public func value(_ parameter: Parameter) -> Tensor { weights[parameter] }

  /// Random numbers of this pass for whoever has that name.
  public func stream(_ name: String) -> RandomStream {
    guard let randomness else { return Seed(0).stream(name) }
    return randomness.seed.stream("\(name)/\(randomness.occasion)")
  }

  /// Notes a layer's inside for whoever asked; without anyone asking, nothing happens.
  public func observe(
    _ name: String, preactivation: Variable, output: Variable, weight: Parameter, bias: Parameter?
  ) {
    guard isObserving else { return }
    observed.append(
      ObservedLayer(
        name: name, preactivation: preactivation, output: output, signal: output, weight: weight,
        bias: bias))
  }

  /// What the last layer of that name gives to the next weights, where more follows before them.
  public func extendObservation(of name: String, to output: Variable) {
    guard isObserving, let place = observed.lastIndex(where: { $0.name == name }) else { return }
    observed[place].output = output
    observed[place].signal = output
  }

  /// What goes on behind the last layer of that name, where a shortcut joins it: the end of a block.
  public func extendSignal(behind name: String, to signal: Variable) {
    guard isObserving, let place = observed.lastIndex(where: { $0.name == name }) else { return }
    observed[place].signal = signal
  }

  /// Notes which numbers a layer drops in this pass.
  func observe(_ mask: @autoclosure () -> ObservedMask) {
    if isObserving { observedMasks.append(mask()) }
  }

  /// Notes what a normalization found in this batch.
  public func observe(_ statistics: @autoclosure () -> ObservedStatistics) {
    if isObserving { observedStatistics.append(statistics()) }
  }

  /// Collects the gradients of a recurrent layer's states for whoever asked; nil without anyone asking.
  func flow(through layer: RecurrentLayer) -> RecurrentFlow? {
    guard isObserving, mode == .training else { return nil }
    let flow = RecurrentFlow()
    observedFlows.append((layer, flow))
    return flow
  }

  /// ∂loss of every parameter, in the order of the weights, nil for those that this pass did not use
  /// or that are not trained; and of the observed layers' sums and of what goes on behind them.
  func gradients(
    of loss: Variable
  ) -> (parameters: [Tensor?], preactivations: [Tensor], signals: [Tensor]) {
    var gradients = tape.gradients(
      of: loss, keeping: observed.map(\.preactivation) + observed.map(\.signal))
    let parameters = variables.enumerated().map { index, variable -> Tensor? in
      guard let variable, variable.isTracked, !frozen.contains(index) else { return nil }
      return gradients.take(variable)
    }
    return (
      parameters, observed.map { gradients[$0.preactivation] },
      observed.map { gradients[$0.signal] }
    )
  }
}

/// What a layer showed of itself during a pass.
public struct ObservedLayer {
  public let name: String
  /// z, before the activation [N, n] or [N, C, H, W].
  public let preactivation: Variable
  /// x, after it and what else comes before the next weights, of the same shape.
  public fileprivate(set) var output: Variable
  /// What goes on to the layers behind: x, or at the end of a residual block the block's output.
  public fileprivate(set) var signal: Variable
  public let weight: Parameter
  /// nil where a normalization would take it away again.
  public let bias: Parameter?
}

/// Which numbers a dropout drops in a pass.
public struct ObservedMask: Sendable, Equatable {
  public let layer: String
  /// 1: kept, 0: dropped; of the shape of what it is given, [N, …].
  public let kept: Tensor
}

/// μ and σ² of each channel in a batch, beside the running averages that inference takes.
public struct ObservedStatistics: Sendable, Equatable {
  public let layer: String
  /// [C].
  public let mean: Tensor
  /// σ²·m/(m − 1), as it goes into the running average [C].
  public let variance: Tensor
  public let runningMean: Tensor
  public let runningVariance: Tensor
}
