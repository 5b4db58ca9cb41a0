import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

@Suite struct StudyTests {
  @Test("space runs and pauses, a dot takes one step")
  func runs() throws {
    var model = try AppModel.study(step: 2)
    #expect(model.commands(" ") == [.run])
    var running = try AppModel.study(step: 2, at: 180, running: true)
    #expect(running.commands(" ") == [.pause])
    #expect(model.commands(".") == [.step])
  }

  @Test("an axis ends where the lesson says, and without that with the values")
  func axisRange() throws {
    var lesson = try SampleLesson.lesson()
    let free = try AppModel.study(step: 2, at: 180, lesson: lesson).text(120, 40)
    #expect(!free.contains("10⁻⁸"))
    lesson.plots[0].range = 1e-8...1
    let fixed = try AppModel.study(step: 2, at: 180, lesson: lesson).text(120, 40)
    #expect(fixed.contains("10⁻⁸"), "\(fixed)")
  }

  @Test("r starts again with the same seed, R with the next one")
  func restarts() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.commands("r") == [.restart(.same)])
    #expect(model.commands("R") == [.restart(.next)])
  }

  @Test("steps are walked by n and b, by the keys of a clicker, by g and G")
  func walks() throws {
    var model = try AppModel.study(step: 2, at: 400)
    #expect(model.commands("n") == [.goTo(lessonStep: 3)])
    #expect(model.commands("b⇟⇞") == [2, 3, 2].map { .goTo(lessonStep: $0) })
    #expect(model.commands("G") == [.goTo(lessonStep: 4)])
    #expect(model.commands("n").isEmpty)
    #expect(model.commands("g") == [.goTo(lessonStep: 0)])
    #expect(model.commands("b").isEmpty)
  }

  @Test("a step that may not be skipped holds n, G and the run key until the prediction is made")
  func demandsPrediction() throws {
    var model = try AppModel.study(step: 1)
    for script in ["n", "G", " ", "."] {
      #expect(model.commands(script).isEmpty)
      #expect(model.text(80, 24).contains("Predict first: press p."))
    }
    #expect(model.commands("pjj⏎") == [.predict(id: "survivor", answer: .choice("c"))])
    #expect(model.commands("⏎n") == [.goTo(lessonStep: 2)])
  }

  @Test("from the first step, G goes no further than the open prediction")
  func lastStopsAtPrediction() throws {
    var model = try AppModel.study(step: 0)
    #expect(model.commands("G") == [.goTo(lessonStep: 1)])
  }

  @Test("each step says what to do next")
  func callsToAction() throws {
    let cases: [(step: Int, at: Int, running: Bool, text: String)] = [
      (0, 0, false, "n  next: Predict"), (1, 0, false, "p  predict first"),
      (2, 0, false, "space  run to step 400"), (2, 180, false, "space  go on to step 400"),
      (2, 180, true, "space  pause"), (2, 400, false, "n  next: Predict the gradient"),
      (4, 200, false, "space  go on to step 800"),
    ]
    for entry in cases {
      for size in [Size(columns: 40, rows: 12), Size(columns: 80, rows: 24)] {
        let model = try AppModel.study(
          step: entry.step, at: entry.at, running: entry.running, size: size)
        #expect(model.text(size.columns, size.rows).contains("\u{25B8} " + entry.text))
      }
    }
  }

  @Test("numbers in the text are … until they are measured, with the digits asked for then")
  func fillsNumbers() throws {
    #expect(try AppModel.study(step: 2, at: 180).text(120, 36).contains("2/n reaches …"))
    let text = try AppModel.study(step: 2, at: 400).text(120, 36)
    #expect(text.contains("2/n reaches 0.40; 0.5/n stays at 2.300"))
  }

  @Test("the diverged arm is named as diverged at its step")
  func namesDivergence() throws {
    #expect(try AppModel.study(step: 2, at: 180).text(120, 36).contains("diverged at step 3"))
    #expect(try AppModel.study(step: 2, at: 180).text(80, 24).contains("8/n diverged at 3"))
  }

  @Test("hints appear one at a time, notes are switched")
  func hintsAndNotes() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 50))
    #expect(!model.text(120, 50).contains("Hint 1"))
    model.press("i")
    #expect(model.text(120, 50).contains("Hint 1"))
    #expect(!model.text(120, 50).contains("Hint 2"))
    model.press("i")
    #expect(model.text(120, 50).contains("Hint 2"))
    #expect(!model.text(120, 50).contains("For the lecturer"))
    model.press("N")
    #expect(model.text(120, 50).contains("N again shows them"))
    #expect(!model.text(120, 50).contains("For the lecturer"))
    model.press("N")
    #expect(model.text(120, 50).contains("For the lecturer"))
    model.press("N")
    #expect(!model.text(120, 50).contains("For the lecturer"))
  }

  @Test("an arm is hidden and shown by its number")
  func hidesArms() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 36))
    model.press("2")
    #expect(model.text(120, 36).contains("2 ○ 1/n hidden"))
    model.press("2")
    #expect(!model.text(120, 36).contains("hidden"))
    #expect(model.press("9").isEmpty)
  }

  @Test("the text scrolls to its end and no further")
  func scrolls() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.text(80, 24).contains("more"))
    model.press(String(repeating: "j", count: 60))
    #expect(model.text(80, 24).contains("then at its gradient"))
    model.press("k")
    let scrolled = model.text(80, 24)
    model.press("j")
    #expect(model.text(80, 24) != scrolled)
  }

  @Test("the axis turns logarithmic and back, smoothing goes off and on")
  func plotSwitches() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 36))
    let before = model.view(Size(columns: 120, rows: 36))
    model.press("⇥L")
    #expect(model.text(120, 36).contains("linear axis"))
    model.press("s")
    #expect(model.text(120, 36).contains("raw"))
    model.press("Ls⎋")
    #expect(model.view(Size(columns: 120, rows: 36)) == before)
  }

  @Test("the request names what the step's plots show, and changes with the step")
  func requests() throws {
    var model = try AppModel.study(step: 2, at: 400)
    #expect(model.snapshotRequest?.probes == ["x", "dz"])
    let effects = model.press("n")
    let request = try #require(model.snapshotRequest)
    #expect(request.probes == ["dz"])
    #expect(effects == [.session(.goTo(lessonStep: 3)), .request(request)])
  }

  @Test("y copies the command line that leads to this state")
  func copies() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.press("y") == [.copy("gradlab open sample --seed 7 --step 3")])
    let lesson = try SampleLesson.lesson()
    var snapshot = SampleSnapshot.snapshot(lesson, step: 2, at: 180)
    snapshot.knobs["depth"] = .number(20)
    for index in snapshot.arms.indices { snapshot.arms[index].knobs["depth"] = .number(20) }
    snapshot.arms[3].knobs["c"] = .number(4)
    _ = model.update(.snapshot(snapshot))
    #expect(model.text(80, 24).contains("gradlab open sample --seed 7 --step 3"))
    #expect(
      model.press("⏎y") == [
        .copy("gradlab open sample --seed 7 --step 3 --set huge.c=4 --set depth=20")
      ])
  }

  @Test("q pauses the arms and goes to the library; the lesson is gone on with where it was left")
  func leaves() throws {
    var model = try AppModel.study(step: 2, at: 180, running: true)
    let lesson = try #require(model.lesson)
    let snapshot = try #require(model.snapshot)
    #expect(model.press("q") == [.leaveLesson])
    #expect(model.place == .library)
    #expect(model.text(80, 24).contains("Paused, and kept: open it again to go on."))
    #expect(model.text(120, 36).contains("1/5"))
    #expect(model.visit(of: lesson).lessonStep == 2)
    _ = model.update(.lessonOpened(lesson, snapshot))
    #expect(model.text(80, 24).contains("3/5"))
  }

  @Test("the library asks before it quits where runs or answers would be lost, and only there")
  func quits() throws {
    var model = try AppModel.study(step: 2, at: 180)
    model.press("q")
    #expect(model.press("q").isEmpty)
    #expect(model.text(80, 24).contains("Runs and answers of a lesson are lost then."))
    #expect(model.press("n").isEmpty)
    #expect(model.place == .library)
    #expect(model.press("qy") == [.quit])
    var untouched = try AppModel.study(step: 0, answers: [:])
    #expect(untouched.press("qq") == [.leaveLesson, .quit])
  }

  @Test("Ctrl-C pauses, a second one quits, another key in between forgets it")
  func interrupts() throws {
    var model = try AppModel.study(step: 2, at: 180, running: true)
    #expect(model.press("⌃c") == [.session(.pause)])
    #expect(model.text(80, 24).contains("Paused. Ctrl-C again quits."))
    #expect(model.press("⌃c") == [.quit])
    var other = try AppModel.study(step: 2, at: 180, running: true)
    other.press("⌃cj ")
    #expect(other.press("⌃c") == [.session(.pause)])
  }

  @Test("what the session refuses is said, and the knob shows the session's value again")
  func faults() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 36))
    model.press("⇥⇥⇥⇥⇥→")
    #expect(model.text(120, 36).contains("depth 11"))
    _ = model.update(.fault("the plan has 2,000,001 parameters; 2,000,000 are allowed"))
    #expect(model.text(120, 36).contains("2,000,001 parameters"))
    #expect(model.text(120, 36).contains("depth 10"))
  }

  @Test("suspending, repainting, themes and the mouse are asked of the program")
  func programKeys() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.press("⌃z⌃lt") == [.suspend, .repaint, .nextTheme])
    #expect(model.press("mm") == [.setMouse(false), .setMouse(true)])
    #expect(model.update(.terminal(.resumed)) == [.repaint])
  }
}
