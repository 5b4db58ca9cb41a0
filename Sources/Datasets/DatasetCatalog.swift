/// The kinds of data that lessons can name. Sources and licenses: `Assets/README.md`.
public enum DatasetCatalog {
  public static let kinds: [DatasetKind] =
    ImageArchive.all.map(\.kind) + [
      .glyphs, .dates, .copy, .reverse, .delayedRecall, .whichFirst, .repeats,
      .french, .moons, .spirals, .circles, .shakespeare, .names, .corpus, .english,
      .ownTable, .ownImages, .ownTiles, .ownText, .ownLines, .ownSentences, .ownPairs,
    ]

  public static func kind(_ name: String) -> DatasetKind? {
    kinds.first { $0.name == name }
  }

  /// Those that need no file of one's own, with the default settings.
  public static let all: [DatasetDescription] = kinds.filter { !$0.readsOwnFiles }.compactMap {
    try? description(of: $0.name)
  }

  /// A kind with its default settings; nil where there is none or it needs a file.
  public static func named(_ name: String) -> DatasetDescription? {
    all.first { $0.name == name }
  }

  /// The shape, classes and standardization of a shipped set of images, without its images; nil for
  /// other kinds.
  package static func format(of name: String) -> LabeledImages? {
    ImageArchive.all.first { $0.name == name }?.format
  }

  /// What a kind of data gives with these settings. A person's own files are read for it.
  /// - Throws: what is wrong with the settings or the files.
  public static func description(
    of name: String, _ settings: DataSettings = DataSettings()
  ) throws(DataFault) -> DatasetDescription {
    let kind = try known(name)
    return try kind.describe(SettledData(settings, kind: name, fields: kind.settings))
  }

  /// The first examples of both parts.
  /// - Parameter folder: where the shipped data files are.
  public static func load(
    _ name: String, _ settings: DataSettings = DataSettings(), from folder: String,
    trainCount: Int, testCount: Int
  ) throws(DataFault) -> TrainingData {
    let kind = try known(name)
    if !kind.readsOwnFiles {
      let known = try description(of: name, settings)
      for (count, limit) in [(trainCount, known.trainLimit), (testCount, known.testLimit)]
      where count > limit {
        throw DataFault(path: folder, fact: .tooFewRecords(found: limit, asked: count))
      }
    }
    var settled = try SettledData(settings, kind: name, fields: kind.settings)
    (settled.folder, settled.trainCount, settled.testCount) = (folder, trainCount, testCount)
    return try kind.load(settled)
  }

  private static func known(_ name: String) throws(DataFault) -> DatasetKind {
    if let kind = kind(name) { return kind }
    let names = kinds.map(\.name).joined(separator: ", ")
    throw DataFault(
      path: "data", fact: .setting(name: "kind", found: "“\(name)”", expected: "one of \(names)"))
  }
}
