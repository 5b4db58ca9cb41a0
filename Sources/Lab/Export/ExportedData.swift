internal import Datasets
internal import Networks
internal import Tensors

/// The examples that a run trains and is tested on, as tensors of a file.
struct ExportedData {
  /// `inputs`, `labels`, `test_inputs` and `test_labels`.
  let tensors: [StoredTensor]
  /// How the inputs are to be read.
  let form: PyTorchScript.Input

  /// - Parameter records: of the training set; the tensors have these and no others, in this order.
  init(_ data: TrainingData, records: [Int]) {
    let test = Array(0..<data.test.count)
    let (train, held) = (data.train.images?.standardization, data.test.images?.standardization)
    if let train, let held, train == held {
      form = .bytes(mean: train.mean, deviation: train.deviation)
    } else {
      form = data.train.sequences == nil ? .values : .tokens
    }
    var tensors: [StoredTensor] = []
    for (part, set, records) in [("", data.train, records), ("test_", data.test, test)] {
      guard !records.isEmpty else { continue }
      tensors += ExportedData.tensors(set, records, part: part, form: form)
    }
    self.tensors = tensors
  }

  private static func tensors(
    _ set: TrainingSet, _ records: [Int], part: String, form: PyTorchScript.Input
  ) -> [StoredTensor] {
    let shape = [records.count] + set.inputShape
    let batch = set.batch(records)
    let inputs: StoredTensor =
      switch form {
      case .bytes:
        StoredTensor("\(part)inputs", bytes: set.images?.bytes(records) ?? [], shape: shape)
      case .values: StoredTensor("\(part)inputs", batch.x)
      case .tokens:
        StoredTensor("\(part)inputs", integers: batch.x.scalars.map { Int32($0) }, shape: shape)
      }
    let answers = set.targetsPerExample
    let labels = StoredTensor(
      "\(part)labels", integers: batch.labels.map(Int32.init),
      shape: set.sequences == nil ? [records.count] : [records.count, answers])
    return [inputs, labels]
  }
}
