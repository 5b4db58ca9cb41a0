import Experiments
import Lab
import Lessons
import Testing
import TrainingLessons

@Suite("Measurements of what stands in no lesson")
struct MeasurementTests {
  private func take(
    _ probe: String, of lesson: Lesson, _ library: DataLibrary? = nil,
    change: (inout Measurement.Request) -> Void = { _ in }
  ) throws -> Measurement {
    var request = Measurement.Request(probe: probe)
    change(&request)
    return try Measurement.take(lesson, request, library: library ?? .forTests(lesson))
  }

  @Test(
    "a number is the one that a claim of the lesson would read, to the bit",
    arguments: [
      "train_loss", "{of: train_loss, smooth: 5}", "of: test_loss", "test_accuracy",
      "learning_rate", "{of: weight_norm, layer: 2}", "train_set_loss",
      "{of: landscape_median, levels: 2, extent: 0.5}", "{of: training_path_share, every: 4}",
    ])
  func numbers(probe: String) throws {
    let plain = try TestLesson().lesson
    var text = TestLesson()
    let written =
      probe.contains("{") ? probe : probe.contains(":") ? "{\(probe)}" : "{of: \(probe)}"
    text.extraProbes = "  it: \(written)"
    text.claims = """
      claims:
        calm: "metric(calm, it, 0) + metric(calm, it, 10) + metric(calm, it, 20) > 0"
        faint: "metric(faint, it, 0) + metric(faint, it, 10) + metric(faint, it, 20) > 0"
      """
    let lesson = try text.lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), seed: 4, steps: 20)
    let measured = try take(probe, of: plain) {
      ($0.at, $0.seed, $0.steps) = ([20, 0, 10], 4, 20)
    }
    #expect(measured.arms.map(\.id) == ["calm", "faint"])
    for (arm, reference) in zip(measured.arms, run.arms) {
      #expect(arm.values.map(\.step) == [0, 10, 20])
      for value in arm.values {
        let recorded = reference.snapshot.recorded[MetricKey(probe: "it", step: value.step)]
        guard case .number(let number) = value.outcome else {
          Issue.record("\(value.outcome)")
          continue
        }
        #expect(number.bitPattern == recorded?.bitPattern, "\(arm.id) at \(value.step)")
      }
    }
  }

  @Test(
    "a reading is the one that a session shows when it stands there, to the bit",
    arguments: [
      "activation_histogram", "weight_norm", "{of: weight_gradient, index: 3}", "jacobian_median",
      "{of: landscape, levels: 2, extent: 0.5}", "computation", "input",
    ])
  func live(probe: String) throws {
    var text = TestLesson()
    text.extraProbes = "  it: " + (probe.contains("{") ? probe : "{of: \(probe)}")
    let session = try Session.started(text, at: 4)
    try session.sendAndSettle(.run)
    session.request(SnapshotRequest(probes: ["it"]))
    session.waitUntilSettled()
    let measured = try take(probe, of: try TestLesson().lesson) { $0.at = [0, 30, 60] }
    for arm in measured.arms {
      #expect(arm.values.map(\.step) == [0, 30, 60])
      let shown = try #require(session.arm(arm.id)?.readings["it"])
      #expect(shown.step == 60 && shown.isComplete)
      #expect(arm.values.last?.outcome == .reading(shown.content), "\(arm.id)")
    }
  }

  @Test(
    "so it is in networks of every kind",
    arguments: [
      (.translator, "year", "{of: attention_mass, field: year}"),
      (.translator, "first", "{of: token_accuracy, index: 1}"),
      (.translator, "near", "of: attention_argmax, within: 2"),
      (.translator, "alpha", "{of: attention, input: $date}"),
      (.translator, "written", "{of: sample, prompt: $date}"),
      (.characters, "states", "state_gradient_through_time"),
      (.residual, "block", "{of: residual_block, layer: 2}"), (.points, "map", "decision"),
      (.convolutional, "one_class", "{of: test_accuracy, batches: one_class}"),
      (.convolutional, "kernels", "filters"), (.transformer, "table", "positions"),
      (.dropout, "m2", "activation_mean_square"),
    ] as [(ModelLesson, String, String)])
  func models(kind: ModelLesson, name: String, probe: String) throws {
    let lesson = try kind.lesson
    let run = try HeadlessRun.run(lesson, library: kind.library, steps: 20)
    let measured = try take(probe, of: lesson, kind.library) { $0.at = [10, 20] }
    #expect(!measured.arms.isEmpty)
    for arm in measured.arms {
      let live = try #require(run.arms.first { $0.snapshot.id == arm.id })
      if let series = live.series[name] {
        let steps = [10, 20].map { ($0 - series.firstStep) / series.every }
        #expect(arm.values.map(\.outcome) == steps.map { .number(series.raw[$0]) })
      } else {
        let content = try #require(live.snapshot.readings[name]?.content)
        #expect(arm.values.last?.outcome == .reading(content))
      }
    }
  }

  @Test("what needs no network is measured, too, and knobs and operations have their effect")
  func others() throws {
    let kind = ProcessLesson.descend
    let lesson = try kind.lesson(probes: "  d: {of: distance, every: 1}")
    let run = try HeadlessRun.run(
      lesson, library: kind.library, settings: ["k": .number(30)], steps: 9)
    let measured = try take("distance", of: lesson, kind.library) {
      ($0.settings, $0.at) = (["k": .number(30)], [9])
    }
    let last = try #require(run.arms[0].series["d"]?.raw.last)
    #expect(measured.arms[0].values.map(\.outcome) == [.number(last)])

    let text = try TestLesson().lesson
    let silence = try #require(PlannedOperation("calm@5=silence hidden2:1"))
    let cut = try take("test_loss", of: text) { ($0.at, $0.operations) = ([5, 6], [silence]) }
    let whole = try take("test_loss", of: text) { $0.at = [5, 6] }
    #expect(cut.arms[0].values[0] == whole.arms[0].values[0])
    #expect(cut.arms[0].values[1] != whole.arms[0].values[1])
    #expect(cut.arms[1].values == whole.arms[1].values)
  }

  @Test("arms are chosen, the last step is the usual one, and divergence is told")
  func arms() throws {
    let lesson = try TestLesson().lesson
    let one = try take("test_loss", of: lesson) { ($0.arms, $0.steps) = (["faint"], 6) }
    #expect(one.arms.map(\.id) == ["faint"] && one.arms[0].values.map(\.step) == [6])
    let wild = try take("weight_norm", of: lesson) {
      ($0.settings, $0.at) = (["rate": .number(1e30)], [0, 40])
    }
    for arm in wild.arms {
      guard case .diverged(let step) = arm.values[1].outcome else {
        Issue.record("\(arm.values[1].outcome)")
        continue
      }
      #expect(step < 40)
      if case .diverged = arm.values[0].outcome { Issue.record("diverged at step 0") }
    }
    let nowhere = try take("test_loss", of: lesson, DataLibrary(folder: "/nowhere"))
    #expect(nowhere.arms.allSatisfy { $0.failure != nil && $0.values.isEmpty })
  }

  @Test(
    "what can't be measured is refused with what can",
    arguments: [
      ("tst_loss", "unknown measure \"tst_loss\"; did you mean \"test_loss\"?"),
      ("{of: tst_loss}", "unknown measure \"tst_loss\"; did you mean \"test_loss\"?"),
      ("attention", "attention finds nothing to measure in calm, faint"),
      ("{of: weight_norm, layer: 9}", "layer of probe: found 9, expected 1 to 4"),
      ("{of: weight_norm, layer: 0}", "--probe.layer: found 0"),
      ("attention_mass", "the key \"field\" is missing in --probe"),
      ("{layer: 2}", "the key \"of\" is missing in --probe"),
      ("{of: test_loss, evry: 2}", "unknown key \"evry\" in --probe; did you mean \"every\"?"),
      ("{of: test_loss", "--probe: "), ("", "unknown measure"), ("{}", "\"of\" is missing"),
      ("{of: test_loss}, other: {of: test_loss}", "--probe: "),
    ])
  func refused(probe: String, message: String) throws {
    let lesson = try TestLesson().lesson
    let fault = #expect(throws: MeasurementFault.self) { try take(probe, of: lesson) }
    let text = fault?.description ?? ""
    #expect(text.contains(message), "\(text)")
  }

  @Test("steps beyond the run and unknown arms are refused")
  func refusedSteps() throws {
    let lesson = try TestLesson().lesson
    let late = #expect(throws: MeasurementFault.self) {
      try take("test_loss", of: lesson) { $0.at = [0, 81] }
    }
    #expect(late == .beyondTheRun(step: 81, end: 80))
    #expect(throws: CommandFault.unknownArm("x", known: ["calm", "faint"])) {
      try take("test_loss", of: lesson) { $0.arms = ["x"] }
    }
  }
}
