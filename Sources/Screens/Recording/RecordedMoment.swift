package import Charts
internal import Experiments
package import Lab
package import Lessons

/// What a recording tells of, and when: seconds of the clock that nobody sets.
package struct RecordedMoment: Sendable {
  package enum Kind: Sendable {
    /// What the terminal shows from now on.
    case frame(Grid, Theme)
    case marker(Marker)
    /// The program ends with this status.
    case end(status: Int)
  }

  package var time: Double
  package var kind: Kind

  package init(at time: Double, _ kind: Kind) { (self.time, self.kind) = (time, kind) }
}

/// A place in a recording to go to.
package struct Marker: Hashable, Sendable {
  package var text: String
  /// What it is about: of several about the same, one after the other, the last counts. nil: each
  /// counts.
  package var subject: String?

  package init(_ text: String, subject: String? = nil) {
    (self.text, self.subject) = (text, subject)
  }

  /// A page of a lesson, from 0.
  package init(page: Int, of lesson: Lesson) {
    let title = lesson.steps.indices.contains(page) ? lesson.steps[page].title : lesson.title
    self.init("page \(page + 1): \(title)", subject: "page")
  }

  /// A page of a course's own.
  package init(ownPage page: OwnPage) { self.init(page.title, subject: "page") }

  /// A lesson that is opened at a page, from 0.
  package init(opening lesson: Lesson, at page: Int) {
    self.init("\(lesson.title), \(Marker(page: page, of: lesson).text)")
  }

  /// What a command to the session of a lesson changes; nil: nothing that is worth going to.
  /// - Parameter forks: the arms that the lesson doesn't have itself.
  package init?(_ command: Command, in lesson: Lesson, forks: [Arm]) {
    func label(_ arm: String) -> String {
      (lesson.arm(arm) ?? forks.first { $0.id == arm })?.label ?? arm
    }
    func turned(_ name: String, _ value: KnobValue) -> String {
      guard let knob = lesson.knobs.first(where: { $0.name == name }) else {
        return "\(name) \(value.argument)"
      }
      return "\(knob.label) \(KnobText.text(value, of: knob))"
    }
    switch command {
    case .goTo(let page): self.init(page: page, of: lesson)
    case .predict(let id, let answer):
      self.init("prediction: \(Self.text(of: answer, to: id, in: lesson))")
    case .set(let knob, let value, let arm):
      let place = arm.map { "\(label($0)): " } ?? ""
      self.init(place + turned(knob, value), subject: "\(arm ?? "")/\(knob)")
    case .operate(let operation, let arm): self.init("\(label(arm)): \(operation.text)")
    case .undoOperation(let arm): self.init("\(label(arm)): undo the operation")
    case .fork(let arm, let knob?, let value?):
      self.init("fork of \(label(arm)): \(turned(knob, value))")
    case .fork(let arm, _, _): self.init("fork of \(label(arm))")
    case .run, .pause, .step, .restart, .speed, .travel, .undo, .redo, .rename, .delete, .remember,
      .recall:
      return nil
    }
  }

  private static func text(of answer: Command.Answer, to id: String, in lesson: Lesson) -> String {
    switch answer {
    case .number(let number): return KnobText.shortest(number)
    case .choice(let key):
      let asked = lesson.steps.compactMap(\.prediction).first { $0.id == id }
      guard case .choice(let options, _)? = asked?.kind,
        let option = options.first(where: { $0.key == key })
      else { return key }
      return option.text.plainText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }
}
