/// What enters a recurrence.
public enum SequenceInput: Sendable {
  /// x [N, T, D].
  case values(Tensor)
  /// N·T row numbers of a table [V, D], example after example: x is never written out where
  /// projecting the table is less work than projecting every token.
  case tokens([Int], table: Tensor)
}

/// x·Wᵀ + b for all times of a batch of sequences in one product.
struct InputProjection {
  private enum Source {
    /// x [T·N, D], step-major.
    case values(Tensor)
    /// Rows of the table, looked up before the product.
    case gathered(Tensor, tokens: [Int], rowCount: Int)
    /// The whole table [V, D], projected and then looked up.
    case table(Tensor, tokens: [Int])
  }

  private let source: Source
  private let weight: Tensor
  private let layout: SequenceLayout

  /// - Shape: weight [K, D]
  init(_ input: SequenceInput, weight: Tensor, layout: SequenceLayout) {
    let rowCount = layout.examples * layout.steps
    switch input {
    case .values(let x):
      precondition(
        x.shape == [layout.examples, layout.steps, weight.shape[1]],
        "recurrence: input \(x.shape) for \(layout.examples)×\(layout.steps), W \(weight.shape)")
      source = .values(layout.stepMajor(x))
    case .tokens(let tokens, let table):
      precondition(
        tokens.count == rowCount && table.rank == 2 && table.shape[1] == weight.shape[1],
        "recurrence: \(tokens.count) tokens, table \(table.shape), W \(weight.shape)")
      let tokens = layout.stepMajor(tokens)
      source =
        table.shape[0] < rowCount
        ? .table(table, tokens: tokens)
        : .gathered(table.rows(at: tokens), tokens: tokens, rowCount: table.shape[0])
    }
    self.weight = weight
    self.layout = layout
  }

  /// - Shape: bias [K] → [T·N, K]
  func callAsFunction(bias: Tensor) -> Tensor {
    switch source {
    case .values(let x), .gathered(let x, _, _): product(x, bias)
    case .table(let table, let tokens): product(table, bias).rows(at: tokens)
    }
  }

  private func product(_ x: Tensor, _ bias: Tensor) -> Tensor {
    MatrixProductShape(x, false, weight, true, "recurrence").product(x, weight, bias: bias)
  }

  /// dW = dzᵀ·x, db = Σ dz, dx = dz·W; for tokens dx is that of the table.
  /// - Shape: dz [T·N, K] → input [N, T, D] or [V, D]; weight [K, D]; bias [K]
  func gradients(_ dz: Tensor, wantsInput: Bool) -> (input: Tensor?, weight: Tensor, bias: Tensor) {
    switch source {
    case .values(let x):
      return (
        wantsInput ? layout.exampleMajor(matmul(dz, weight)) : nil,
        matmul(dz, transposeA: true, x), dz.sum(axis: 0)
      )
    case .gathered(let x, let tokens, let rowCount):
      return (
        wantsInput ? matmul(dz, weight).scatteredRows(at: tokens, rowCount: rowCount) : nil,
        matmul(dz, transposeA: true, x), dz.sum(axis: 0)
      )
    case .table(let table, let tokens):
      let dProjected = dz.scatteredRows(at: tokens, rowCount: table.shape[0])
      return (
        wantsInput ? matmul(dProjected, weight) : nil,
        matmul(dProjected, transposeA: true, table), dProjected.sum(axis: 0)
      )
    }
  }
}
