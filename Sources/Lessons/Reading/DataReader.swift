internal import Datasets

/// Reads a lesson's `data` block.
enum DataReader {
  /// nil and faults in the log where the block is broken.
  static func plan(_ field: Field?) -> DataPlan? {
    guard let fields = field?.fields() else { return nil }
    let names = DatasetCatalog.kinds.map(\.name)
    guard let name = fields.required("kind")?.word(among: names, kind: "data set"),
      let kind = DatasetCatalog.kind(name)
    else { return nil }
    fields.check(known: ["kind", "train", "test"] + kind.settings.map(\.name))
    var settings = DataSettings()
    for setting in kind.settings {
      guard let field = fields[setting.name] else { continue }
      switch setting.kind {
      case .whole(let range, _):
        settings.numbers[setting.name] = field.whole(in: range).map(Double.init)
      case .number(let range, _): settings.numbers[setting.name] = field.number(in: range)
      case .word(let words, _):
        settings.words[setting.name] = field.word(among: words, kind: "word for \(field.name)")
      case .file, .text: settings.words[setting.name] = field.string(limit: 1_000)
      }
    }
    guard let dataset = try? DatasetCatalog.description(of: name, settings) else { return nil }
    return DataPlan(
      kind: name,
      trainCount: fields["train"]?.whole(in: 1...dataset.trainLimit) ?? dataset.trainCount,
      testCount: fields["test"]?.whole(in: 1...dataset.testLimit) ?? dataset.testCount,
      settings: settings.numbers, words: settings.words)
  }
}
