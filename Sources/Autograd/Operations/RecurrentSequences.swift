public import Tensors

/// The trained numbers of a recurrence, on a tape; see `RecurrentWeights` for shapes.
public struct RecurrentVariables {
  public var inputWeight, recurrentWeight, inputBias, recurrentBias: Variable

  public init(
    inputWeight: Variable, recurrentWeight: Variable, inputBias: Variable, recurrentBias: Variable
  ) {
    self.inputWeight = inputWeight
    self.recurrentWeight = recurrentWeight
    self.inputBias = inputBias
    self.recurrentBias = recurrentBias
  }

  var values: RecurrentWeights {
    RecurrentWeights(
      inputWeight: inputWeight.value, recurrentWeight: recurrentWeight.value,
      inputBias: inputBias.value, recurrentBias: recurrentBias.value)
  }

  var all: [Variable] { [inputWeight, recurrentWeight, inputBias, recurrentBias] }
}

/// What enters a recurrence, on a tape.
public enum SequenceVariable {
  /// x [N, T, D].
  case values(Variable)
  /// N·T row numbers of a table [V, D], example after example.
  case tokens([Int], table: Variable)

  /// x, or the table.
  var variable: Variable {
    switch self {
    case .values(let x): x
    case .tokens(_, let table): table
    }
  }

  var input: SequenceInput {
    switch self {
    case .values(let x): .values(x.value)
    case .tokens(let tokens, let table): .tokens(tokens, table: table.value)
    }
  }
}

/// States at which a recurrence begins, on a tape; nil for zeros.
public struct InitialVariables {
  /// h₀ [N, H].
  public var state: Variable?
  /// c₀ of an LSTM [N, H].
  public var cell: Variable?

  public init(state: Variable? = nil, cell: Variable? = nil) {
    self.state = state
    self.cell = cell
  }
}

/// Collects how ∂L/∂h flows back through the steps of a recurrence, for whoever asked.
public final class RecurrentFlow {
  /// ∂L/∂h after every step, whole [N, H]; the first step first. Filled by `gradients(of:)`.
  public private(set) var states: [Tensor] = []
  /// ∂L/∂c likewise, of an LSTM, with what comes through the step's own h.
  public private(set) var cells: [Tensor] = []

  public init() {}

  fileprivate func begin() {
    (states, cells) = ([], [])
  }

  fileprivate func visit(_ state: Tensor, _ cell: Tensor?) {
    states.insert(state, at: 0)
    if let cell { cells.insert(cell, at: 0) }
  }
}

/// What a recurrence gave.
public struct RecurrentOutput {
  /// h after every step [N, T, H], zeros beyond an example's length.
  public let states: Variable
  /// c after the last step [N, H], of an LSTM that was asked for it.
  public let finalCell: Variable?
  private let run: Recurrence

  init(states: Variable, finalCell: Variable?, run: Recurrence) {
    self.states = states
    self.finalCell = finalCell
    self.run = run
  }

  /// Gates and states, as numbers; put together when asked for.
  public var trace: RecurrentTrace { run.trace }
}

extension RecurrentCell {
  var operation: Operation {
    switch self {
    case .simple: .recurrent
    case .lstm: .lstm
    case .gru: .gru
    }
  }
}

extension Tape {
  /// A whole batch of sequences through a recurrent layer in one direction, one operation.
  ///
  /// - Parameters:
  ///   - returningCell: whether an LSTM's c after the last step is wanted.
  ///   - flow: is told how gradients flow back.
  /// - Shape: N·T inputs of width D; weights W [G·H, D], U [G·H, H], b and c [G·H] → [N, T, H]
  public func recurrence(
    _ cell: RecurrentCell, _ input: SequenceVariable, _ variables: RecurrentVariables,
    initial: InitialVariables = InitialVariables(), layout: SequenceLayout,
    returningCell: Bool = false, flow: RecurrentFlow? = nil
  ) -> RecurrentOutput {
    let run = Recurrence(
      cell, input.input, variables.values,
      initial: InitialState(state: initial.state?.value, cell: initial.cell?.value),
      layout: layout)
    let wantsInput = input.variable.isTracked
    let finalCell = returningCell ? run.finalCell : nil
    let steps = layout.steps
    let shared = SharedPullback { dz in
      flow?.begin()
      let dOutput = finalCell == nil ? dz : dz.sliced(0..<steps, axis: 1)
      let found = run.gradients(
        dOutput: dOutput,
        dFinalCell: finalCell.map { dz.sliced(steps..<steps + 1, axis: 1).reshaped($0.shape) },
        wantsInput: wantsInput,
        visit: flow.map { flow in { _, state, cell in flow.visit(state, cell) } })
      let weights = found.weights
      return [
        weights.inputWeight, weights.recurrentWeight, weights.inputBias, weights.recurrentBias,
        found.initial.state, found.initial.cell, found.input,
      ]
    }
    var sources = shared.sources(variables.all)
    if let state = initial.state { sources.append(shared.source(state, 4)) }
    if let cell = initial.cell { sources.append(shared.source(cell, 5)) }
    sources.append(shared.source(input.variable, 6))
    guard let finalCell else {
      let states = record(cell.operation, run.output, from: sources)
      return RecurrentOutput(states: states, finalCell: nil, run: run)
    }
    // Two results of one operation: the cell is one more time, cut off again.
    let width = run.output.shape[2]
    let joined = record(
      cell.operation,
      .concatenated([run.output, finalCell.reshaped([layout.examples, 1, width])], axis: 1),
      from: sources)
    return RecurrentOutput(
      states: joined.sliced(0..<steps, axis: 1),
      finalCell: joined.sliced(steps..<steps + 1, axis: 1).reshaped([layout.examples, width]),
      run: run)
  }
}

/// One backward run that serves several sources: worked out when the first of them asks, and each
/// takes its own. When a source asks again, it is another backward run of the same tape.
final class SharedPullback {
  private let run: (Tensor) -> [Tensor?]
  private var parts: [Tensor?] = []

  init(_ run: @escaping (_ dz: Tensor) -> [Tensor?]) {
    self.run = run
  }

  func source(_ variable: Variable, _ index: Int) -> (Variable, Pullback) {
    (
      variable,
      { dz in
        if self.parts.isEmpty || self.parts[index] == nil { self.parts = self.run(dz) }
        guard let part = self.parts[index].take() else {
          preconditionFailure("shared pullback: no gradient for source \(index)")
        }
        return part
      }
    )
  }

  /// Sources in the order of what `run` returns.
  func sources(_ variables: [Variable]) -> [(Variable, Pullback)] {
    variables.enumerated().map { source($0.element, $0.offset) }
  }
}
