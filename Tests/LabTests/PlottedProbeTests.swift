import Experiments
import Lab
import Lessons
import Testing

@Suite("Probes that plots make")
struct PlottedProbeTests {
  private func lesson(plots: String) throws -> Lesson {
    var text = TestLesson()
    text.extraPlots = plots
    return try text.lesson
  }

  private func reading(_ probe: String, at step: Int) throws -> [Double] {
    let lesson = try TestLesson().lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: step)
    return try #require(run.arms[0].snapshot.readings.layers(probe))
  }

  @Test("one layer is a curve with the values that bars show of it, step 0 included")
  func layerCurve() throws {
    let lesson = try lesson(plots: "  two: {line: [\"m2[2]\", \"dz[1]\"]}")
    let probe = try #require(lesson.probe("m2[2]"))
    #expect(probe.isNumber && probe.layer == 2 && probe.label == "m2, layer 2")
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 20)
    let curve = try #require(run.arms[0].series["m2[2]"])
    #expect(curve.firstStep == 0 && curve.every == 10 && curve.raw.count == 3)
    for (index, step) in [0, 10, 20].enumerated() {
      #expect(try curve.raw[index] == reading("m2", at: step)[1])
    }
    #expect(try run.arms[0].series["dz[1]"]?.raw.last == reading("dz", at: 20)[0])
  }

  @Test("a lesson may name the layer itself, and formulas read it as one number")
  func namedLayer() throws {
    var text = TestLesson()
    text.extraProbes = "  second: {of: activation_mean_square, layer: 2, every: 5}"
    text.claims =
      "claims: {grows: \"metric(calm, second, 15) > 0 and first(calm, second > 0) == 0\"}"
    let lesson = try text.lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 15)
    let found = run.arms[0].snapshot.recorded
    #expect(try found[MetricKey(probe: "second", step: 15)] == reading("m2", at: 15)[1])
    #expect(found.contains { $0.key.crossing != nil && $0.value == 0 })
  }

  @Test("what is shown of a step stays as it was there, in a session and without one")
  func heldReading() throws {
    var text = TestLesson()
    text.extraPlots = "  start: {bars: [m2], at: 0}\n  later: {ridgeline: x, at: 30}"
    let session = try Session.started(text, at: 4)
    session.request(SnapshotRequest(probes: ["m2@0", "x@30"]))
    session.waitUntilSettled()
    let start = try #require(session.arm("calm")?.readings.layers("m2@0"))
    #expect(try start == reading("m2", at: 0))
    #expect(session.arm("calm")?.readings["x@30"] == nil)
    try session.sendAndSettle(.run)
    let arm = try #require(session.arm("calm"))
    #expect(arm.readings.layers("m2@0") == start && arm.readings["m2@0"]?.step == 0)
    #expect(arm.readings["x@30"]?.step == 30)
    let lesson = try text.lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 60)
    #expect(run.arms[0].snapshot.readings.layers("m2@0") == start)
    #expect(run.arms[0].snapshot.readings["x@30"] == arm.readings["x@30"])
  }

  @Test(
    "a layer that isn't there, a step that never comes, and what has no layers are refused",
    arguments: [
      ("two: {line: [\"m2[5]\"]}", "layer of m2[5]: found 5, expected 1 to 4"),
      ("two: {line: [\"loss[1]\"]}", "it needs one number a layer"),
      ("two: {line: [m2]}", "it needs one number for the network"),
      ("two: {line: [\"n2[1]\"]}", "unknown probe \"n2[1]\""),
      ("two: {bars: [m2], at: 201}", "found 201, expected a whole number from 0 to 200"),
      ("two: {line: [loss], at: 0}", "unknown key \"at\""),
    ])
  func refused(plot: String, fault: String) throws {
    #expect {
      try lesson(plots: "  " + plot)
    } throws: { error in
      "\(error)".contains(fault)
    }
  }
}
