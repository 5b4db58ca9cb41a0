internal import Experiments

extension Lesson {
  /// What an end of a knob's range brings that the lesson's own value does not: a plan that can't be, or a
  /// setting without effect, such as a batch that is larger than the data. A line a knob and end.
  public var knobWarnings: [(knob: String, text: String)] {
    knobs.flatMap { knob -> [(knob: String, text: String)] in
      guard case .number(let range, _, _) = knob.kind, drivesRuns(knob.name) else { return [] }
      return [range.lowerBound, range.upperBound].compactMap { end in
        warning(of: knob.name, at: end).map { (knob: knob.name, text: $0) }
      }
    }
  }

  /// Of the first arm that says something.
  private func warning(of knob: String, at end: Double) -> String? {
    let usual = Set(notices)
    for arm in arms where arm.set[knob] == nil {
      let words: String?
      do throws(PlanFault) {
        let plan = try plan(of: arm, knobs: [knob: .number(end)])
        words = plan.notices.first { notice in !usual.contains { $0.hasSuffix(notice) } }
      } catch {
        words = "\(error)"
      }
      if let words { return "at \(shortNumber(end)): \(words)" }
    }
    return nil
  }
}
