import Tensors

extension DatasetKind {
  /// `kind: copy`: random letters that are to be written again.
  static let copy = translation("copy", "Letters to copy", isReversed: false)

  /// `kind: reverse`: random letters that are to be written from the last to the first.
  static let reverse = translation("reverse", "Letters to reverse", isReversed: true)

  private static func translation(
    _ name: String, _ title: String, isReversed: Bool
  ) -> DatasetKind {
    let limits = (train: 100_000, test: 10_000)
    @Sendable func vocabularies(_ settled: SettledData) -> (source: Vocabulary, target: Vocabulary)
    {
      let letters = letters(settled.whole("tokens"))
      return (
        Vocabulary(tokens: letters, tokenization: .characters),
        Vocabulary(tokens: letters, tokenization: .characters, specials: [.start])
      )
    }
    @Sendable func set(_ settled: SettledData, _ count: Int, _ part: String) -> TrainingSet {
      var stream = Seed(0).stream("copy/\(part)")
      let length = settled.whole("length")
      let task = CopyTask(
        tokenCount: settled.whole("tokens"), length: length, isReversed: isReversed)
      let sample = task.sample(count, using: &stream)
      let (source, target) = vocabularies(settled)
      return TrainingSet(
        TokenSequences(
          sources: sample.inputs, targets: sample.targets.map { $0.map { $0 + 1 } },
          sourceVocabulary: source, targetVocabulary: target, sourceSteps: length,
          targetSteps: length,
          fields: (0..<count).map { _ in
            (0..<length).map { place in
              let origin = isReversed ? length - 1 - place : place
              return SequenceField(
                name: "\(place + 1)", source: origin..<origin + 1, target: place..<place + 1)
            }
          }))
    }
    return DatasetKind(
      name: name, title: title,
      settings: [
        DataSettingField("length", .whole(1...100, default: 8)),
        DataSettingField("tokens", .whole(2...26, default: 12)),
      ],
      describe: { settled throws(DataFault) in
        let (length, (source, target)) = (settled.whole("length"), vocabularies(settled))
        return DatasetDescription(
          name: name, title: title,
          form: .pairs(
            sourceSteps: length, targetSteps: length, sourceVocabulary: source.count,
            targetVocabulary: target.count, padding: nil),
          classNames: target.tokens, counts: (20_000, 1_000), limits: limits,
          settings: settled.given, fieldNames: (1...length).map(String.init))
      },
      load: { settled throws(DataFault) in
        TrainingData(
          train: set(settled, settled.trainCount, "train"),
          test: set(settled, settled.testCount, "test"))
      })
  }

  /// `kind: delayed_recall`: the first of many symbols is asked for at the last.
  static let delayedRecall = answered(
    "delayed_recall", "A symbol to remember",
    settings: [
      DataSettingField("length", .whole(2...200, default: 20)),
      DataSettingField("symbols", .whole(2...20, default: 8)),
    ],
    tokens: { letters($0.whole("symbols")) + ["·", "?"] },
    sample: { settled, count, stream in
      let task = DelayedRecall(
        symbolCount: settled.whole("symbols"), length: settled.whole("length"))
      return task.sample(count, using: &stream)
    })

  /// `kind: which_first`: of A and B, whichever came first is asked for at the last.
  static let whichFirst = answered(
    "which_first", "Which came first, A or B?",
    settings: [
      DataSettingField("length", .whole(2...200, default: 8)),
      DataSettingField("fillers", .whole(1...20, default: 4)),
    ],
    tokens: { ["A", "B"] + letters($0.whole("fillers")) },
    sample: { settled, count, stream in
      let task = WhichCameFirst(
        length: settled.whole("length"), fillerCount: settled.whole("fillers"))
      return task.sample(count, using: &stream)
    })

  /// `kind: repeats`: a few different letters again and again; the next one is asked for, in the test
  /// only where it can be known.
  static let repeats = single(
    "repeats", "Letters that repeat",
    settings: [
      DataSettingField("length", .whole(2...200, default: 32)),
      DataSettingField("tokens", .whole(2...52, default: 32)),
      DataSettingField("shortest", .whole(1...52, default: 6)),
      DataSettingField("longest", .whole(1...52, default: 14)),
    ],
    tokens: { settled in
      let capitals = letters(26).map { $0.uppercased() }
      return Array((letters(26) + capitals).prefix(settled.whole("tokens")))
    },
    check: { settled throws(DataFault) in
      let (shortest, longest) = (settled.whole("shortest"), settled.whole("longest"))
      let most = min(settled.whole("tokens"), settled.whole("length"))
      guard shortest <= longest else {
        throw settled.fault("shortest", "\(shortest)", "at most the longest, \(longest)")
      }
      guard longest <= most else {
        throw settled.fault("longest", "\(longest)", "at most \(most), the tokens and the length")
      }
    },
    rows: { settled, count, part, stream in
      let steps = settled.whole("length")
      let task = RepeatedPeriods(
        tokenCount: settled.whole("tokens"), length: steps,
        periods: settled.whole("shortest")...settled.whole("longest"))
      let (sequences, periods) = task.sample(count, using: &stream)
      let labels = zip(sequences, periods).map { sequence, period in
        (1...steps).map { part == "test" && $0 < period ? -1 : sequence[$0] }
      }
      return (sequences.map { Array($0.prefix(steps)) }, labels)
    })

  /// Sequences whose last step alone has a target; the answers are tokens of the sequences.
  private static func answered(
    _ name: String, _ title: String, settings: [DataSettingField],
    tokens: @escaping @Sendable (SettledData) -> [String],
    sample: @escaping @Sendable (SettledData, Int, inout RandomStream) -> AnsweredSequences
  ) -> DatasetKind {
    single(name, title, settings: settings, tokens: tokens) { settled, count, _, stream in
      let sample = sample(settled, count, &stream)
      let unasked = Array(repeating: -1, count: settled.whole("length") - 1)
      return (sample.inputs, sample.answers.map { unasked + [$0] })
    }
  }

  private typealias Rows = (inputs: [[Int]], labels: [[Int]])

  /// Single sequences of `length` tokens, a label at each.
  /// - Parameters:
  ///   - check: refuses settings that don't fit together.
  ///   - rows: makes so many of the `train` or `test` part.
  private static func single(
    _ name: String, _ title: String, settings: [DataSettingField],
    tokens: @escaping @Sendable (SettledData) -> [String],
    check: @escaping @Sendable (SettledData) throws(DataFault) -> Void = { _ in },
    rows: @escaping @Sendable (SettledData, Int, _ part: String, inout RandomStream) -> Rows
  ) -> DatasetKind {
    @Sendable func set(_ settled: SettledData, _ count: Int, _ part: String) -> TrainingSet {
      var stream = Seed(0).stream("\(name)/\(part)")
      let (inputs, labels) = rows(settled, count, part, &stream)
      return TrainingSet(
        TokenSequences(
          inputs: inputs, labels: labels,
          vocabulary: Vocabulary(tokens: tokens(settled), tokenization: .characters),
          steps: settled.whole("length")))
    }
    return DatasetKind(
      name: name, title: title, settings: settings,
      describe: { settled throws(DataFault) in
        try check(settled)
        let names = tokens(settled)
        return DatasetDescription(
          name: name, title: title,
          form: .sequence(steps: settled.whole("length"), vocabulary: names.count),
          classNames: names, counts: (20_000, 1_000), limits: (100_000, 10_000),
          settings: settled.given)
      },
      load: { settled throws(DataFault) in
        TrainingData(
          train: set(settled, settled.trainCount, "train"),
          test: set(settled, settled.testCount, "test"))
      })
  }

  /// a, b, c, …
  private static func letters(_ count: Int) -> [String] {
    (0..<UInt8(count)).map { String(UnicodeScalar(UInt8(ascii: "a") + $0)) }
  }
}
