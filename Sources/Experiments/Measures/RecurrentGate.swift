package import Tensors

/// What is looked at inside a recurrent cell, in the words of lessons.
public enum RecurrentGate: String, CaseIterable, Hashable, Sendable {
  /// How much of the candidate an LSTM's c takes up, σ(i).
  case input
  /// How much of its c stays, σ(f).
  case forget
  /// How much of tanh(c) its h shows, σ(o).
  case output
  /// What an LSTM or a GRU would write, tanh(g) or n.
  case candidate
  /// c of an LSTM.
  case cell
  /// How much of its h a GRU keeps, z.
  case update
  /// How much of its h a GRU's candidate sees, r.
  case reset
  /// h of every cell.
  case hidden

  /// Those that a cell has, in the order of their use.
  package static func all(of cell: RecurrentCell) -> [RecurrentGate] {
    switch cell {
    case .simple: [.hidden]
    case .lstm: [.input, .forget, .candidate, .cell, .output, .hidden]
    case .gru: [.reset, .update, .candidate, .hidden]
    }
  }

  /// Its place among the blocks of a cell's gates, from 0; nil: it is none of them.
  func block(in cell: RecurrentCell) -> Int? {
    switch cell {
    case .simple: nil
    case .lstm:
      switch self {
      case .input: 0
      case .forget: 1
      case .candidate: 2
      case .output: 3
      case .cell, .update, .reset, .hidden: nil
      }
    case .gru:
      switch self {
      case .reset: 0
      case .update: 1
      case .candidate: 2
      case .input, .forget, .output, .cell, .hidden: nil
      }
    }
  }

  /// Where its numbers lie: of σ from 0 to 1, of tanh and h from −1 to 1; nil: anywhere, as c.
  var range: ClosedRange<Double>? {
    switch self {
    case .input, .forget, .output, .update, .reset: 0...1
    case .candidate, .hidden: -1...1
    case .cell: nil
    }
  }
}
