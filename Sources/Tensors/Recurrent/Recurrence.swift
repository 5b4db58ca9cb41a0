/// The rule by which a recurrent layer goes from one state to the next.
public enum RecurrentCell: Hashable, Sendable {
  /// h′ = f(a), a = W·x + b + U·h + c.
  /// - Source: Elman 1990.
  case simple(Nonlinearity)
  /// Gates in PyTorch's order input i, forget f, candidate g, output o:
  /// c′ = σ(f) ⊙ c + σ(i) ⊙ tanh(g), h′ = σ(o) ⊙ tanh(c′).
  /// - Source: Hochreiter and Schmidhuber 1997; forget gate Gers et al. 2000.
  case lstm
  /// Gates in PyTorch's order reset r, update z, candidate n: h′ = (1 − z) ⊙ n + z ⊙ h.
  /// - Source: Cho et al. 2014.
  case gru(ResetPlacement)

  /// Where a GRU's reset gate acts.
  public enum ResetPlacement: Hashable, Sendable {
    /// n = tanh(W·x + b + r ⊙ (U·h + c)), as in PyTorch.
    case afterProduct
    /// n = tanh(W·x + b + U·(r ⊙ h) + c), as in the paper.
    case beforeProduct
  }

  /// Which of the gates' blocks proposes new content, counted from 0.
  public var candidateGate: Int {
    switch self {
    case .simple: 0
    case .lstm, .gru: 2
    }
  }

  /// Rows of a weight for every unit.
  public var gateCount: Int {
    switch self {
    case .simple: 1
    case .lstm: 4
    case .gru: 3
    }
  }
}

/// What trained numbers a recurrence has.
///
/// - Shape: inputWeight W [G·H, D], recurrentWeight U [G·H, H], inputBias b and recurrentBias c
///   [G·H], with G gates stacked: PyTorch's layout.
public struct RecurrentWeights: Sendable {
  public var inputWeight, recurrentWeight, inputBias, recurrentBias: Tensor

  public init(
    inputWeight: Tensor, recurrentWeight: Tensor, inputBias: Tensor, recurrentBias: Tensor
  ) {
    self.inputWeight = inputWeight
    self.recurrentWeight = recurrentWeight
    self.inputBias = inputBias
    self.recurrentBias = recurrentBias
  }
}

/// States at which a recurrence begins; nil for zeros.
public struct InitialState: Sendable {
  /// h₀ [N, H].
  public var state: Tensor?
  /// c₀ of an LSTM [N, H].
  public var cell: Tensor?

  public init(state: Tensor? = nil, cell: Tensor? = nil) {
    self.state = state
    self.cell = cell
  }
}

/// ∂L of everything that entered a recurrence.
public struct RecurrentGradients: Sendable {
  /// Of x [N, T, D], or of the table [V, D].
  public var input: Tensor?
  public var weights: RecurrentWeights
  public var initial: InitialState
}

/// What happened inside a recurrence, step-major: row s·N + n is example n at step s.
public struct RecurrentTrace: Sendable {
  /// After their nonlinearities [T·N, G·H].
  public let gates: Tensor
  /// h before the first step and after every step [(T + 1)·N, H].
  public let states: Tensor
  /// c likewise, of an LSTM.
  public let cells: Tensor?
}

/// A whole batch of sequences through one recurrent layer in one direction.
///
/// The input is projected in one product for all times; the recurrent weights are packed once and
/// multiplied by tiles at every step, on top of what the input gave; gates are computed in one pass.
/// Going back, the steps give ∂L/∂a only, and every weight's gradient is one product over T·N rows.
/// - Source: Werbos 1990 (backpropagation through time).
public struct Recurrence: Sendable {
  private let cell: RecurrentCell
  private let layout: SequenceLayout
  private let projection: InputProjection
  private let weights: RecurrentWeights
  private let run: any RecurrentRun

  /// h [N, T, H], zeros beyond an example's length.
  public var output: Tensor { run.output }

  /// c after the last step [N, H]; LSTM only.
  public var finalCell: Tensor? { run.finalCell }

  public var trace: RecurrentTrace { run.trace }

  public init(
    _ cell: RecurrentCell, _ input: SequenceInput, _ weights: RecurrentWeights,
    initial: InitialState = InitialState(), layout: SequenceLayout
  ) {
    let width = weights.recurrentWeight.shape[1]
    let rows = cell.gateCount * width
    precondition(
      weights.recurrentWeight.shape == [rows, width] && weights.inputWeight.shape[0] == rows
        && weights.inputBias.shape == [rows] && weights.recurrentBias.shape == [rows],
      """
      recurrence: \(cell) of weights \(weights.inputWeight.shape), \
      \(weights.recurrentWeight.shape), \(weights.inputBias.shape), \(weights.recurrentBias.shape)
      """)
    for state in [initial.state, initial.cell] {
      precondition(
        state.map { $0.shape == [layout.examples, width] } ?? true,
        "recurrence: initial state \(state?.shape ?? []) for \(layout.examples)×\(width)")
    }
    self.cell = cell
    self.layout = layout
    self.weights = weights
    let projection = InputProjection(input, weight: weights.inputWeight, layout: layout)
    self.projection = projection
    switch cell {
    case .simple(let nonlinearity):
      run = SimpleRun(
        projection(bias: weights.inputBias + weights.recurrentBias), weights.recurrentWeight,
        nonlinearity, initial, layout)
    case .lstm:
      run = LSTMRun(
        projection(bias: weights.inputBias + weights.recurrentBias), weights.recurrentWeight,
        initial, layout)
    case .gru(.afterProduct):
      run = GRURun(projection, weights, initial, layout)
    case .gru(.beforeProduct):
      run = ResetFirstGRURun(
        projection(bias: weights.inputBias + weights.recurrentBias), weights.recurrentWeight,
        initial, layout)
    }
  }

  /// - Parameters:
  ///   - dOutput: ∂L/∂h [N, T, H].
  ///   - dFinalCell: ∂L/∂c_T [N, H] of an LSTM.
  ///   - visit: is told ∂L/∂h after every step, and ∂L/∂c of an LSTM, both whole [N, H]; the last step
  ///     first.
  public func gradients(
    dOutput: Tensor, dFinalCell: Tensor? = nil, wantsInput: Bool = true,
    visit: ((_ step: Int, _ dState: Tensor, _ dCell: Tensor?) -> Void)? = nil
  ) -> RecurrentGradients {
    precondition(dOutput.shape == output.shape, "recurrence: ∂L/∂h \(dOutput.shape)")
    let found = run.backward(dOutput, dFinalCell, visit)
    let (input, inputWeight, inputBias) = projection.gradients(
      found.preactivations, wantsInput: wantsInput)
    return RecurrentGradients(
      input: input,
      weights: RecurrentWeights(
        inputWeight: inputWeight, recurrentWeight: found.recurrentWeight, inputBias: inputBias,
        recurrentBias: found.recurrentBias ?? inputBias),
      initial: InitialState(state: found.initialState, cell: found.initialCell))
  }
}

/// One cell's way through all steps.
protocol RecurrentRun: Sendable {
  var output: Tensor { get }
  var finalCell: Tensor? { get }
  var trace: RecurrentTrace { get }
  func backward(
    _ dOutput: Tensor, _ dFinalCell: Tensor?,
    _ visit: ((_ step: Int, _ dState: Tensor, _ dCell: Tensor?) -> Void)?
  ) -> RecurrentRunGradients
}

struct RecurrentRunGradients {
  /// ∂L/∂(W·x + b) [T·N, G·H].
  var preactivations: Tensor
  var recurrentWeight: Tensor
  /// nil: the same as that of the input's bias.
  var recurrentBias: Tensor?
  var initialState: Tensor
  var initialCell: Tensor?
}

extension RecurrentRun {
  var finalCell: Tensor? { nil }
}

/// Extents of one step, for the loops of all cells.
struct StepExtents: Sendable {
  let layout: SequenceLayout
  /// H.
  let width: Int

  var examples: Int { layout.examples }
  /// Scalars of one state [N, H].
  var stateCount: Int { layout.examples * width }

  /// Examples, shared out among threads: each goes its own way through all steps.
  /// - Parameter products: multiplications of a step of one example.
  func inExampleParts(products: Int, _ body: (_ examples: Range<Int>) -> Void) {
    let operations = 2 * Double(products * layout.steps)
    inParts(examples, cost: SharedWork.operationCost * operations, isDear: true, body)
  }

  /// What is there, as a tensor of its own: one state of every example.
  func copy(_ states: UnsafePointer<Float>) -> Tensor {
    Tensor(shape: [examples, width]) { $0.initialize(from: states, count: stateCount) }
  }

  /// [(T + 1)·N, H] with the initial state in front.
  func makeStates(_ initial: Tensor?) -> Tensor {
    var states = Tensor(unwritten: [(layout.steps + 1) * examples, width])
    let count = stateCount
    states.withUnsafeMutableScalars { states in
      if let initial {
        initial.withUnsafeScalars { states.initialize(from: $0, count: count) }
      } else {
        states.initialize(repeating: 0, count: count)
      }
    }
    return states
  }

  /// dU = dzᵀ·h, with h before every step: all rows of `states` but the last N.
  /// - Shape: dz [T·N, K] → [K, H]
  func weightGradient(_ dz: Tensor, _ states: Tensor) -> Tensor {
    let shape = MatrixProductShape(
      rows: dz.shape[1], columns: width, inner: dz.shape[0], transposeA: true)
    return shape.product(dz, states)
  }

  /// The state after the last step [N, H].
  func last(_ states: Tensor) -> Tensor {
    let count = stateCount
    return Tensor(shape: [examples, width]) { z in
      states.withUnsafeScalars { z.initialize(from: $0 + layout.steps * count, count: count) }
    }
  }

  /// A row that doesn't count: the state is held, and the output is 0.
  @inline(__always)
  func hold(
    _ old: UnsafePointer<Float>, _ new: UnsafeMutablePointer<Float>,
    _ output: UnsafeMutablePointer<Float>
  ) {
    new.initialize(from: old, count: width)
    output.initialize(repeating: 0, count: width)
  }
}
