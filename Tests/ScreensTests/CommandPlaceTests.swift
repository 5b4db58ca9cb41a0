import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// What commands say and show, depending on where they were typed.
@Suite("A command typed somewhere")
struct CommandPlaceTests {
  private let wide = Size(columns: 120, rows: 36)

  private func model(_ script: String = "", step: Int = 2, at trained: Int = 180) throws -> AppModel
  {
    var model = try AppModel.study(step: step, at: trained, size: wide)
    model.press(script)
    return model
  }

  @Test("says which knobs change no run of the page, and sweeps none of these")
  func idleKnobs() throws {
    let lesson = try PlayBench("moons").lesson()
    var model = try AppModel.study(step: 1, size: wide, lesson: lesson)
    #expect(!model.opened(":set momentum").text(120, 36).contains("changes no run here"))
    #expect(model.opened(":sweep mom").text(120, 36).contains("sweep momentum 0..0.95 9"))
    var snapshot = SampleSnapshot.snapshot(lesson, step: 1, at: 0)
    snapshot.arms[0].knobs["optimizer"] = .word("adam")
    _ = model.update(.snapshot(snapshot))
    #expect(model.opened(":set momentum").text(120, 36).contains("changes no run here"))
    #expect(!model.opened(":set rate").text(120, 36).contains("changes no run here"))
    #expect(!model.opened(":sweep mom").text(120, 36).contains("sweep momentum"))
  }

  @Test("leaves the plot in sight that was there")
  func plotStays() throws {
    for size in [Size(columns: 80, rows: 24), wide] {
      var model = try AppModel.study(step: 2, at: 180, size: size)
      model.press("v")
      let plot = model.plotTitles
      #expect(plot.contains("activations x by layer") || size == wide)
      model.press(":set depth 12⏎")
      #expect(model.plotTitles == plot)
    }
  }

  @Test(
    "says what was set where the knobs are out of sight, and stays there", arguments: ["z", "x"])
  func setElsewhere(script: String) throws {
    var model = try SurgeryTests.operated("silence hidden1")
    model.press(script)
    let place = model.place
    #expect(
      model.commands(":set depth 12⏎").contains(.set(knob: "depth", to: .number(12), arm: nil)))
    #expect(model.place == place && model.text(80, 24).contains("depth is now 12."))
    // The value is typed on the page, and then all is as before.
    for end in ["13⏎", "⎋"] {
      model.press(":set depth⏎")
      #expect(model.place == .knobEntry)
      model.press(end)
      #expect(model.place == place, "\(script) \(end)")
    }
  }

  @Test("comes back to the pad, the operations and the plot when a sweep or a question closes")
  func comesBack() throws {
    var places: [AppModel] = [try PadTests.read()]
    for script in ["z", "x", "c"] {
      var model = try SurgeryTests.operated("silence hidden1")
      model.press(script)
      places.append(model)
    }
    for model in places {
      let place = model.place
      let probe = try #require(model.lesson?.probes.first)
      var asked = model
      asked.press(":measure train_loss⏎")
      _ = asked.update(.asked(probe))
      #expect(asked.place == .study && asked.text(80, 24).contains(probe.label))
      asked.press("⎋")
      #expect(asked.place == place)
      // What can't be asked is said where it was typed, and closing that leads back, too.
      asked.press(":measure train_loss⏎")
      _ = asked.update(.commandRefused(typed: "measure train_loss", reason: "not here"))
      asked.press("⎋")
      #expect(asked.place == place)
      let lesson = try #require(model.lesson)
      guard let knob = lesson.knobs.first(where: { $0.name == "depth" }) else { continue }
      var swept = model
      let effects = swept.press(":sweep \(knob.name) 2,3⏎")
      guard case .sweep(let request, _)? = effects.last else {
        Issue.record("\(effects)")
        continue
      }
      _ = swept.update(.sweepBegun(try KnobSweep(lesson, request)))
      #expect(swept.place == .sweep && swept.text(80, 24).contains("Sweep of depth"))
      swept.press("q")
      #expect(swept.place == place)
    }
  }

  @Test(
    "the answers to a question stand over the page alone, each with its step where these differ")
  func question() throws {
    var model = try model()
    let lesson = try SampleLesson.lesson()
    let probe = try #require(lesson.probe("dz"))
    _ = model.update(.asked(probe))
    var snapshot = SampleSnapshot.snapshot(lesson, step: 2, at: 180)
    for (index, step) in [180, 90].enumerated() {
      snapshot.arms[index].question = probe
      snapshot.arms[index].answer = Measurement.Value(step: step, outcome: .number(0.5))
    }
    _ = model.update(.snapshot(snapshot))
    #expect(model.text(120, 36).contains("0.500 at step 180"))
    #expect(model.text(120, 36).contains("0.500 at step 90"))
    for script in ["z", "c", "x", "⏎"] {
      #expect(!model.opened(script).text(120, 36).contains("0.500 at step 90"), "\(script)")
    }
  }

  @Test("claims and sweeps, which give the answer away, wait for the prediction as runs do")
  func predictsFirst() throws {
    let text = SampleLesson.text.replacing(
      "skippable: false", with: "claims: [learns]\nskippable: false")
    let lesson = try Lesson.read(Array(text.utf8), path: "Lessons/07-sample.md")
    var model = try AppModel.study(step: 1, size: wide, lesson: lesson)
    #expect(model.press("⏎").isEmpty && model.place == .study)
    let said = model.text(120, 36)
    #expect(said.contains("Predict first: press p."), "\(said)")
    #expect(model.press(":sweep rate 0.1,0.2⏎").isEmpty && model.place == .command)
    #expect(model.text(120, 36).contains("Predict first"))
    #expect(model.press("⌃upage 4⏎").isEmpty && model.place == .command)
    #expect(model.text(120, 36).contains("Predict first"))
    model = try AppModel.study(
      step: 1, size: wide, answers: ["survivor": .choice("a")], lesson: lesson)
    #expect(model.press("⏎") == [.readClaims] && model.place == .claims)
  }

  @Test("a reason that comes back keeps the command in the palette")
  func reasons() throws {
    var model = try AppModel.study(step: 0, size: wide, lesson: PlayBench("moons").lesson())
    guard case .saveBench(_, let typed)? = model.press(":save mine⏎").last else {
      Issue.record("nothing is saved")
      return
    }
    _ = model.update(.commandRefused(typed: typed, reason: "mine.md is there already"))
    #expect(model.place == .command)
    #expect(
      model.text(120, 36).contains(":save mine") && model.text(120, 36).contains("is there already")
    )
  }

  @Test("measures stand in the palette with what they read, whole at 80 columns")
  func measures() throws {
    let model = try AppModel.study(step: 2, at: 180).opened(":measure ")
    for measure in [Measure.trainLoss, .testAccuracy] {
      #expect(model.text(80, 24).contains("measure \(measure.name)"))
      #expect(model.text(80, 24).contains(measure.meaning))
    }
    for measure in Measure.all {
      #expect(!measure.meaning.isEmpty && measure.meaning.count <= 45, "\(measure.name)")
    }
  }

  @Test("the palette's keys at 80 columns say how to choose")
  func footer() throws {
    let last = try AppModel.study(step: 2).opened(":").text(80, 24).split(separator: "\n").last
    #expect(last?.contains("↑↓ choose") == true, "\(last ?? "")")
  }
}

@Suite("Knobs of a fork")
struct ForkKnobTests {
  /// The fork that was asked for has come.
  private func forked(_ script: String) throws -> AppModel {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 36))
    model.press(script)
    let lesson = try SampleLesson.lesson()
    var snapshot = SampleSnapshot.snapshot(lesson, step: 2, at: 180)
    var fork = lesson.arms[0]
    (fork.id, fork.label, fork.forkedFrom) = ("fork1", "2/n again", fork.id)
    snapshot.forks = [fork]
    var arm = snapshot.arms[0]
    (arm.id, arm.label) = (fork.id, fork.label)
    snapshot.arms.append(arm)
    _ = model.update(.snapshot(snapshot))
    return model
  }

  @Test("the arrows turn the fork's knob after f, and not that of its arm")
  func arrows() throws {
    var model = try forked("f")
    let commands = model.commands("→")
    guard case .set(_, _, let arm)? = commands.first else {
      Issue.record("\(commands)")
      return
    }
    #expect(arm == "fork1")
    // Another arm is taken by a key.
    var other = try forked("f")
    other.press("⇥⇥⇥⇥a")
    #expect(
      !other.commands("→").contains { if case .set(_, _, "fork1") = $0 { true } else { false } })
  }

  @Test("the arrows turn the value that a fork is asked with, and not a knob")
  func proposal() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 36))
    for _ in 1...9 where !model.text(120, 36).contains("▸learning rate") { model.press("⇥") }
    #expect(model.commands("f→→").isEmpty && model.place == .knobEntry)
    let commands = model.commands("⏎")
    guard case .fork(_, "rate", .number(let rate)?)? = commands.first else {
      Issue.record("\(commands)")
      return
    }
    var less = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 36))
    for _ in 1...9 where !less.text(120, 36).contains("▸learning rate") { less.press("⇥") }
    guard case .fork(_, "rate", .number(let smaller)?)? = less.commands("f←⏎").first else {
      Issue.record("no fork")
      return
    }
    #expect(rate > 0.05 && smaller < rate)
  }
}

extension AppModel {
  /// The model after a script; this one stays as it is.
  fileprivate func opened(_ script: String) -> AppModel {
    var model = self
    model.press(script)
    return model
  }

  /// The titles of plots of the sample lesson that are in sight.
  fileprivate var plotTitles: [String] {
    let titles = lesson?.plots.map(\.title) ?? []
    let text = view(Size(columns: 80, rows: 24)).plainText()
    return titles.filter(text.contains)
  }
}
