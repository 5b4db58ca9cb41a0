internal import Experiments

extension Command {
  /// As a log tells it, a word each.
  package var words: [String] {
    switch self {
    case .run: ["run"]
    case .pause: ["pause"]
    case .step: ["step"]
    case .set(let knob, let value, let arm):
      ["knob", knob] + value.words + (arm.map { [$0] } ?? [])
    case .restart(let reseed): ["restart", reseed == .next ? "next-seed" : "same-seed"]
    case .speed(let factor): ["speed", factor.map { "\($0)" } ?? "full"]
    case .goTo(let page): ["page", "\(page + 1)"]
    case .predict(let id, let answer): ["answer", id] + answer.words
    case .operate(let operation, let arm): ["operate", arm, operation.text]
    case .undoOperation(let arm): ["take-back-operation", arm]
    case .travel(let step): ["travel", "\(step)"]
    case .undo: ["undo"]
    case .redo: ["redo"]
    case .remember(let bookmark): ["remember", bookmark.rawValue]
    case .recall(let bookmark): ["recall", bookmark.rawValue]
    case .fork(let arm, let knob?, let value?): ["fork", arm, knob] + value.words
    case .fork(let arm, _, _): ["fork", arm]
    case .rename(let arm, let label): ["rename", arm, label]
    case .delete(let arm): ["delete", arm]
    }
  }

  /// nil where the words are none.
  package init?(words: [String]) {
    let rest = Array(words.dropFirst())
    switch (words.first, rest.count) {
    case ("run", 0): self = .run
    case ("pause", 0): self = .pause
    case ("step", 0): self = .step
    case ("undo", 0): self = .undo
    case ("redo", 0): self = .redo
    case ("restart", 1):
      guard let reseed = ["same-seed": Reseed.same, "next-seed": .next][rest[0]] else { return nil }
      self = .restart(reseed)
    case ("speed", 1):
      guard rest[0] == "full" || Double(rest[0]) != nil else { return nil }
      self = .speed(Double(rest[0]))
    case ("page", 1):
      guard let page = Int(rest[0]), page >= 1 else { return nil }
      self = .goTo(lessonStep: page - 1)
    case ("remember", 1):
      guard let bookmark = Bookmark(rawValue: rest[0]) else { return nil }
      self = .remember(bookmark)
    case ("recall", 1):
      guard let bookmark = Bookmark(rawValue: rest[0]) else { return nil }
      self = .recall(bookmark)
    case ("travel", 1):
      guard let step = Int(rest[0]), step >= 0 else { return nil }
      self = .travel(to: step)
    default: self.init(ofArm: words.first ?? "", rest)
    }
  }

  private init?(ofArm verb: String, _ rest: [String]) {
    switch (verb, rest.count) {
    case ("knob", 3), ("knob", 4):
      guard let value = KnobValue(words: rest[1...2]) else { return nil }
      self = .set(knob: rest[0], to: value, arm: rest.count == 4 ? rest[3] : nil)
    case ("answer", 3):
      guard let answer = Answer(words: rest[1...2]) else { return nil }
      self = .predict(id: rest[0], answer: answer)
    case ("operate", 2):
      guard let operation = Operation(rest[1]) else { return nil }
      self = .operate(operation, arm: rest[0])
    case ("take-back-operation", 1): self = .undoOperation(arm: rest[0])
    case ("fork", 1): self = .fork(arm: rest[0], knob: nil, to: nil)
    case ("fork", 4):
      guard let value = KnobValue(words: rest[2...3]) else { return nil }
      self = .fork(arm: rest[0], knob: rest[1], to: value)
    case ("rename", 2): self = .rename(arm: rest[0], label: rest[1])
    case ("delete", 1): self = .delete(arm: rest[0])
    default: return nil
    }
  }
}

extension Command.Answer {
  var words: [String] {
    switch self {
    case .choice(let key): ["choice", key]
    case .number(let number): ["number", "\(number)"]
    }
  }

  init?(words: ArraySlice<String>) {
    guard let kind = words.first, let text = words.last, words.count == 2 else { return nil }
    switch (kind, Double(text)) {
    case ("choice", _): self = .choice(text)
    case ("number", let number?): self = .number(number)
    default: return nil
    }
  }
}

extension KnobValue {
  /// Its kind, and its text to the last bit.
  var words: [String] {
    switch self {
    case .number(let number): ["number", "\(number)"]
    case .word(let word): ["word", word]
    case .matrix(let matrix): ["matrix", matrix.text]
    }
  }

  init?(words: ArraySlice<String>) {
    guard let kind = words.first, let text = words.last, words.count == 2 else { return nil }
    switch kind {
    case "number":
      guard let number = Double(text) else { return nil }
      self = .number(number)
    case "word": self = .word(text)
    case "matrix":
      guard let matrix = KnobMatrix(text: text) else { return nil }
      self = .matrix(matrix)
    default: return nil
    }
  }
}
