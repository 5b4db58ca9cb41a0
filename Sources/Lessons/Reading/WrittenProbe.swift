package import Experiments

extension Lesson {
  /// A probe that stands in no lesson: a measure's name, or a probe as lessons write it,
  /// `{of: attention_mass, field: year}`, with its braces or without. No probe of a lesson has its name.
  /// - Parameter plans: of the arms that it is for; what it names is looked for there.
  /// - Throws: all faults at once.
  package func probe(
    written text: String, plans: [any ExperimentPlan]
  ) throws(WrittenProbeFault) -> Probe {
    let isName = !text.contains { "{:\n".contains($0) }
    let names = Measure.all.map(\.name)
    if isName, !names.contains(text) {
      throw WrittenProbeFault([
        .unknownName(
          kind: "measure", name: text, nearest: nearestName(to: text, in: names), known: names)
      ])
    }
    let mapping = isName ? "{of: \(text)}" : text.hasPrefix("{") ? text : "{\(text)}"
    let yaml = "probes: {\(WrittenProbeFault.key): \(mapping)}"
    let log = FaultLog(path: "")
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let document = YAMLDocument(LessonOutline.Passage(firstLine: 1, lines: lines), log: log)
    guard let fields = document.fields(name: Fields.frontMatter, known: ["probes"]) else {
      throw WrittenProbeFault(log)
    }
    let probes = ProbeReader.probes(fields["probes"], knobs: knobs)
    guard log.faults.isEmpty, probes.count == 1, var probe = probes.first else {
      throw WrittenProbeFault(log)
    }
    var lesson = self
    lesson.probes = [probe]
    PlanChecker(log: log, fields: fields, lesson: lesson).checkProbes(plans)
    guard log.faults.isEmpty else { throw WrittenProbeFault(log) }
    if probe.label == probe.name { probe.label = probe.measure.name }
    probe.name = WrittenProbeFault.shownKey
    return probe
  }
}

/// What is wrong with a probe that somebody wrote in one line.
public struct WrittenProbeFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let facts: [LessonFact]

  /// Under which it is read, as if it stood in a lesson.
  static let key = "probe"
  /// What messages call it.
  static let shownKey = "--probe"

  init(_ facts: [LessonFact]) { self.facts = facts }

  /// What was logged; where that is nothing, there are several probes or none.
  init(_ log: FaultLog) {
    let facts = log.faults.map(\.fact)
    let several = LessonFact.wrongType(
      key: Self.shownKey, expected: "one probe, as {of: test_loss}", found: "another number")
    self.init(facts.isEmpty ? [several] : facts)
  }

  public var description: String {
    let text = facts.map(\.description).joined(separator: "; ")
      .replacing("probes.\(Self.key)", with: Self.shownKey)
    return text.contains(Self.shownKey) ? text : "\(Self.shownKey): \(text)"
  }
}
