internal import Datasets

/// What the data of a lesson look like to a kind of model, which says what it needs of them.
struct ModelInput {
  var form: DataForm
  var classCount: Int
  /// The kind of model, for faults.
  var kind: String

  init(_ dataset: DatasetDescription, kind: String) {
    form = dataset.form
    classCount = dataset.classCount
    self.kind = kind
  }

  /// Numbers of an example, in one row.
  func features() throws(PlanFault) -> Int {
    switch form {
    case .images(let channels, let height, let width): return channels * height * width
    case .points(let dimensions): return dimensions
    case .sequence, .pairs: throw fault("images or points")
    }
  }

  func image() throws(PlanFault) -> (channels: Int, height: Int, width: Int) {
    guard case .images(let channels, let height, let width) = form else { throw fault("images") }
    return (channels, height, width)
  }

  func sequence() throws(PlanFault) -> (steps: Int, vocabulary: Int) {
    guard case .sequence(let steps, let vocabulary) = form else {
      throw fault("sequences of tokens")
    }
    return (steps, vocabulary)
  }

  /// What a data set says of pairs of sequences.
  struct Pairs {
    var sourceSteps, targetSteps, sourceVocabulary, targetVocabulary: Int
    var padding: Int?
  }

  func pairs() throws(PlanFault) -> Pairs {
    guard
      case .pairs(
        let sourceSteps, let targetSteps, let sourceVocabulary, let targetVocabulary,
        let padding) = form
    else { throw fault("pairs of sequences") }
    return Pairs(
      sourceSteps: sourceSteps, targetSteps: targetSteps, sourceVocabulary: sourceVocabulary,
      targetVocabulary: targetVocabulary, padding: padding)
  }

  private func fault(_ needs: String) -> PlanFault {
    .wrongData(model: kind, needs: needs, found: form.words)
  }
}

extension DataForm {
  /// As faults name it.
  fileprivate var words: String {
    switch self {
    case .images(let channels, let height, let width): "images of \(channels)×\(height)×\(width)"
    case .points(let dimensions): "points of \(dimensions) numbers"
    case .sequence: "sequences of tokens"
    case .pairs: "pairs of sequences"
    }
  }
}
