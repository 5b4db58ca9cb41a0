import Charts
import Lab
import Screens
import Testing

/// Models in every place where keys are taken, in the middle of things, so that every direction
/// leads somewhere.
private enum Scenario {
  static func all() throws -> [AppModel] {
    try library() + study() + matrix() + inspect() + predict() + overlays() + tries() + claims()
      + surgery() + time()
      + pad() + widest() + sweeps() + watched() + talks() + speakers()
  }

  /// In front of a room: while it votes, while arms train, back in time, with a knob, beside the talk, and over the
  /// middle of a plot.
  private static func talks() throws -> [AppModel] {
    var models: [AppModel] = []
    for script in ["", "1", "12", "v", "v12"] {
      var model = try PresentTests.talk(page: 1)
      model.press(script)
      models.append(model)
    }
    for script in ["", "n", "⇥", "⇥⇥", "⇥→", "⇥→⎋", "⇥⇥⇥⏎0.1"] {
      var model = try PresentTests.talk(page: 2, at: 180)
      model.press(script)
      models.append(model)
    }
    for script in ["", "⇥", "⇥⇥⇥⇥"] {
      var model = try PresentTests.talk(page: 4, at: 400)
      model.press(script)
      models.append(model)
    }
    return try models + PresentTests.moving()
  }

  /// The speaker's side, with a command and without.
  private static func speakers() throws -> [AppModel] {
    var state = try #require(PresentTests.talk(page: 2, at: 180).speakerState(columns: 40))
    state.notes = (1...90).map { "Line \($0)" }
    return ["", "↓↓", ":set depth 20"].map { script in
      var model = AppModel(speaking: AppOptions(size: Size(columns: 80, rows: 24)))
      _ = model.update(.told(state))
      model.press(script)
      return model
    }
  }

  private static func library() throws -> [AppModel] {
    var chosen = try AppModel.library()
    chosen.press("j")
    var filtered = try AppModel.library()
    filtered.press("/kai⏎")
    var filtering = try AppModel.library()
    filtering.press("/kai")
    var begun = try AppModel.library()
    _ = begun.update(.progressLoaded(try ProgressTests.book()))
    begun.press("j")
    return [chosen, filtered, filtering, begun]
  }

  private static func study() throws -> [AppModel] {
    let tall = Size(columns: 80, rows: 24)
    var models = [
      try AppModel.study(step: 1, size: tall), try AppModel.study(step: 3, at: 400, size: tall),
      try AppModel.study(step: 2, at: 180, running: true, size: tall),
    ]
    for script in ["j", "⇥", "⇥⇥", "⇥⇥⇥⇥", "⇥⇥⇥⇥→", "⇥⇥⇥⇥⇥", "⇥⇥⇥⇥⏎0.5"] {
      var model = try AppModel.study(step: 2, at: 180, size: tall)
      model.press(script)
      models.append(model)
    }
    return models
  }

  private static func pad() throws -> [AppModel] {
    [
      try PadTests.opened("→↓"), try PadTests.read(), try PadTests.opened(" →→"),
      try PadTests.opened("d"), try PadTests.opened("dz"),
    ]
  }

  /// In the middle of a kernel's cells, and at a place of the plane.
  private static func matrix() throws -> [AppModel] {
    try ["⇥⇥⇥⏎lj", "⇥⇥⇥⏎lj+", "⇥⇥⇥→", "⇥⇥⇥⇥→"].map {
      try ProcessPlots.filter.model(step: 0, $0, size: Size(columns: 80, rows: 24))
    }
  }

  /// In the middle of the points, under way and over.
  private static func sweeps() throws -> [AppModel] {
    try [2, 0].flatMap { open in
      try ["rate 0.01..1 5", "rate 0.01,0.1,1 depth 4,8,12"].map { words in
        var model = try AppModel.sweeping(words, open: open)
        model.press("gj→")
        return model
      }
    }
  }

  /// In the middle of the charts.
  private static func watched() throws -> [AppModel] {
    var model = try AppModel.watching()
    model.press("j")
    return [model]
  }

  private static func inspect() throws -> [AppModel] {
    try ["z←←←", "z+←", "z+++⇠", "z++(**_", "z++(**^", "⇥⇥⏎jj", "⇥⇥⇥⏎jj"].map { script in
      var model = try AppModel.study(step: 2, at: 180)
      model.press(script)
      return model
    } + [try unanswered("⇥⏎jj")] + (try channels())
  }

  /// Kernels channel by channel.
  private static func channels() throws -> [AppModel] {
    let lesson = try PictureLesson.lesson()
    return ["z", "z++"].map { script in
      var model = AppModel(options: AppOptions())
      _ = model.update(.lessonOpened(lesson, PictureLesson.snapshot(lesson, step: 3)))
      model.press(script)
      return model
    }
  }

  private static func unanswered(_ script: String) throws -> AppModel {
    var model = try AppModel.study(step: 1, at: 3)
    model.press(script)
    return model
  }

  /// With the most arms and options that the keys know.
  private static func widest() throws -> [AppModel] {
    let lesson = try SampleLesson.widest()
    var inspect = try AppModel.study(step: 2, at: 180, lesson: lesson)
    inspect.press("z")
    var predict = try AppModel.study(step: 1, lesson: lesson)
    predict.press("p")
    return [try AppModel.study(step: 2, at: 180, lesson: lesson), inspect, predict]
  }

  private static func predict() throws -> [AppModel] {
    var answered = try AppModel.study(step: 2, at: 400)
    answered.press("p")
    var number = try AppModel.study(step: 3, at: 400)
    number.press("p12")
    return [try unanswered("p"), try unanswered("pj"), try unanswered("pj⏎"), answered, number]
  }

  private static func overlays() throws -> [AppModel] {
    var help = try AppModel.study(step: 2, at: 180)
    help.press("?jjj")
    var question = try AppModel.study(step: 2, at: 180, running: true)
    question.press("qq")
    var copied = try AppModel.study(step: 2, at: 180)
    copied.press("y")
    return [help, question, copied] + (try commands())
  }

  /// A command with an argument, and in the middle of a list of what could be done.
  private static func commands() throws -> [AppModel] {
    try [":data mine", ":e", ":e↓↓↓"].map { script in
      var model = try AppModel.study(step: 2, at: 180)
      model.press(script)
      return model
    }
  }

  /// The parts of a network: of the first and the last arm, at their first and last places.
  private static func surgery() throws -> [AppModel] {
    try ["x", "xj→→", "xG", "xa", "xs"].map { script in
      var model = try SurgeryTests.operated("silence hidden1")
      model.press(script)
      return model
    }
  }

  /// The claims of a page, with the cursor on each.
  private static func claims() throws -> [AppModel] {
    try ["", "j", "G"].map { script in
      var model = try ClaimsTests.opened()
      model.press(script)
      return model
    }
  }

  /// Back in time, with a fork, and at its name.
  private static func time() throws -> [AppModel] {
    try ["", "z", "c", "cj", "cje", "cjeab", "⇥⇥⇥⇥⇥⇥f"].map { script in
      var model = try AppModel.backInTime()
      model.press(script)
      return model
    }
  }

  /// The list of tries, with the cursor on different ones.
  private static func tries() throws -> [AppModel] {
    try ["c", "cj", "cjj", "cG"].map { script in
      var model = try AppModel.tried()
      model.press(script)
      return model
    }
  }
}

@Suite struct KeyTableTests {
  @Test("every key of the table does something in every place where it is listed")
  func everyKeyActs() throws {
    let scenarios = try Scenario.all()
    for binding in KeyTable.all {
      for place in binding.places {
        let fitting = scenarios.filter { $0.place == place && binding.applies(to: $0) }
        #expect(!fitting.isEmpty, "no scenario for \(binding.label) at \(place)")
        for key in binding.keys {
          #expect(
            fitting.contains { Self.acts(key, on: $0) },
            "\(binding.label) (\(key)) does nothing at \(place)")
        }
      }
    }
  }

  private static func acts(_ key: Key, on model: AppModel) -> Bool {
    var after = model
    let effects = after.update(.terminal(.key(key)))
    let size = Size(columns: 100, rows: 30)
    return !effects.isEmpty || after.view(size) != model.view(size)
  }

  @Test("no key stands for two things at once")
  func noAmbiguity() throws {
    for model in try Scenario.all() {
      let applying = KeyTable.all.filter { $0.applies(to: model) }
      for key in Set(applying.flatMap(\.keys)) {
        let bindings = applying.filter { $0.keys.contains(key) }
        #expect(bindings.count == 1, "\(key) at \(model.place): \(bindings.map(\.does))")
      }
    }
  }

  @Test("keys of later issues do no harm and are answered by a notice")
  func unknownKeysAreHarmless() throws {
    for script in ["d", "e", "é", "&"] {
      var model = try AppModel.study(step: 2, at: 180, running: true)
      #expect(model.press(script).isEmpty)
      #expect(model.text(80, 24).contains("\u{201C}\(script)\u{201D} does nothing here"))
    }
  }

  @Test("help lists the keys that apply, and no others")
  func helpListsApplyingKeys() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 80))
    let applying = KeyTable.all.filter { $0.applies(to: model) }
    model.press("?")
    let text = model.text(120, 80)
    for binding in applying where !binding.does.hasPrefix("show or hide") {
      #expect(text.contains(binding.does), "\(binding.label)")
    }
    #expect(!text.contains("type an exact value"))
    model.press("?")
    for _ in 1...9 where !model.text(120, 80).contains("▸c") { model.press("⇥") }
    model.press("?")
    #expect(model.text(120, 80).contains("type an exact value"))
  }

  @Test("the footer shows whole words only, and help always", arguments: [40, 60, 80, 120, 200])
  func footerFits(columns: Int) throws {
    for var model in try Scenario.all() where model.place == .study {
      model.press("⌃z")
      let last = model.text(columns, 24).split(separator: "\n", omittingEmptySubsequences: false)
        .last(where: { !$0.isEmpty })
      #expect(last?.contains("? help") == true)
      #expect((last?.count ?? 0) <= columns)
    }
  }
}
