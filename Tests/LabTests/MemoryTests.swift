import Experiments
import Lab
import Lessons
import Testing

@Suite("The memory of a session")
struct MemoryTests {
  @Test("a knob that makes a session too large is refused with its bytes, and changes nothing")
  func memory() throws {
    var text = TestLesson()
    text.arms = (1...12).map { "  a\($0): {label: a\($0)}" }.joined(separator: "\n")
    text.claims = ""
    text.model = "kind: mlp, width: $wide, depth: 3, activation: relu"
    text.body = "## Run\nIt.\n```lab\nplots: [curve]\nrun: {until: 60}\n```\n"
    text.extraKnobs = "  wide: {value: 16, range: [1, 4000], step: 1}"
    let session = try Session.started(text)
    let fault = #expect(throws: CommandFault.self) {
      try session.send(.set(knob: "wide", to: .number(3_000), arm: nil))
    }
    let words = fault?.description ?? ""
    #expect(words.hasPrefix("the 12 arms together would take about "), "\(words)")
    #expect(words.contains("; the limit is 2 GiB: make the largest of these smaller"))
    #expect(session.snapshot().knobs["wide"] == .number(16))
    // One arm of that width is within the limit.
    try session.sendAndSettle(.set(knob: "wide", to: .number(3_000), arm: "a1"))
    #expect(session.arm("a1")?.parameterCount ?? 0 > 20_000_000)
    // The lesson with such a value is no lesson, for the same reason.
    text.extraKnobs = "  wide: {value: 3000, range: [1, 4000], step: 1}"
    let broken = #expect(throws: BrokenLesson.self) { try text.lesson }
    #expect(broken?.faults.count == 1)
    #expect(broken?.faults.first?.description.contains(words) == true)
  }

  @Test("the curves of a run without a screen count, too")
  func curves() throws {
    var text = TestLesson()
    text.steps = 1_000_000
    text.arms = (1...12).map { "  a\($0): {label: a\($0)}" }.joined(separator: "\n")
    text.claims = ""
    text.body = "## Run\nIt.\n```lab\nplots: [curve]\nrun: {until: 60}\n```\n"
    text.extraProbes = "  eta: {of: learning_rate, smooth: 9}"
    let lesson = try text.lesson
    let fault = #expect(throws: CommandFault.self) {
      try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 1_000_000)
    }
    #expect(fault?.description.contains("curves 3.5 GiB") == true, "\(fault?.description ?? "")")
  }
}
