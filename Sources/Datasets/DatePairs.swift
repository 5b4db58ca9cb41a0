import Tensors

/// Dates to translate into yyyy-mm-dd, character by character.
enum DatePairs {
  static let source = Vocabulary(
    of: [DateFormats.alphabet], tokenization: .characters, specials: [.padding])
  static let target = Vocabulary(
    of: ["-0123456789"], tokenization: .characters, specials: [.start])
  /// S, that of "wednesday, september 30, 2026".
  static let sourceSteps = DateFormats.longestSpelling
  /// T.
  static let targetSteps = 10
  static let fieldNames = ["year", "month", "day"]
  /// Every so-many-th day is never trained on, in any spelling, but tested.
  static let heldOutInterval = 11

  /// - Parameter isHeldOut: whether the days are those that tests are made of.
  static func sample(_ count: Int, isHeldOut: Bool, using stream: inout RandomStream)
    -> TokenSequences
  {
    let dates = (0..<count).map { _ in
      var day: Int
      repeat {
        day = stream.next(below: DateFormats.dayCount)
        if isHeldOut { day -= day % heldOutInterval }
      } while !isHeldOut && day % heldOutInterval == 0
      return DateFormats.written(
        day: day, spelling: stream.next(below: DateFormats.spellingCount))
    }
    return sequences(dates)
  }

  static func sequences(_ dates: [WrittenDate]) -> TokenSequences {
    TokenSequences(
      sources: dates.map { encoded($0.spelling, source) },
      targets: dates.map { encoded($0.standard, target) }, sourceVocabulary: source,
      targetVocabulary: target, sourceSteps: sourceSteps, targetSteps: targetSteps,
      fields: dates.map { date in
        let places = [(date.year, 0..<4), (date.month, 5..<7), (date.day, 8..<10)]
        return zip(fieldNames, places).map { name, place in
          SequenceField(name: name, source: place.0, target: place.1)
        }
      })
  }

  private static func encoded(_ text: String, _ vocabulary: Vocabulary) -> [Int] {
    text.unicodeScalars.map { scalar in
      guard let number = vocabulary.number(scalar) else {
        preconditionFailure("DatePairs: “\(scalar)” is not in the alphabet")
      }
      return number
    }
  }
}

extension DatasetKind {
  /// `kind: dates`: dates in eight spellings and as yyyy-mm-dd.
  static let dates = DatasetKind(
    name: "dates", title: "Dates in eight spellings, to be written as yyyy-mm-dd",
    describe: { settled throws(DataFault) in
      DatasetDescription(
        name: "dates", title: "Dates in eight spellings",
        form: .pairs(
          sourceSteps: DatePairs.sourceSteps, targetSteps: DatePairs.targetSteps,
          sourceVocabulary: DatePairs.source.count, targetVocabulary: DatePairs.target.count,
          padding: DatePairs.source.number(.padding)),
        classNames: DatePairs.target.tokens, counts: (20_000, 1_000), limits: (100_000, 10_000),
        fieldNames: DatePairs.fieldNames)
    },
    load: { settled throws(DataFault) in
      var train = Seed(0).stream("dates/train")
      var test = Seed(0).stream("dates/test")
      return TrainingData(
        train: TrainingSet(
          DatePairs.sample(settled.trainCount, isHeldOut: false, using: &train)),
        test: TrainingSet(DatePairs.sample(settled.testCount, isHeldOut: true, using: &test)))
    })
}
