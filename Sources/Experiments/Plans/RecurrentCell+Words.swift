package import Tensors

extension RecurrentCell {
  /// Its name.
  package var words: String {
    switch self {
    case .simple: "RNN"
    case .lstm: "LSTM"
    case .gru: "GRU"
    }
  }
}
