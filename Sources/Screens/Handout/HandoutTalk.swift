public import Lab
public import Lessons

/// A course as a handout: pages of its own and, between them, its lessons' pages, each once.
public struct HandoutTalk {
  private let talk: Talk
  private let lessons: [String: HandoutLesson]
  private let showsNotes: Bool

  /// - Parameter runs: of each of the talk's lessons.
  /// - Precondition: none is missing.
  public init(_ talk: Talk, runs: [PagedRun], showsNotes: Bool) {
    (self.talk, self.showsNotes) = (talk, showsNotes)
    lessons = Dictionary(
      runs.map { ($0.lesson.id, HandoutLesson($0, showsNotes: showsNotes)) }
    ) { first, _ in first }
    precondition(talk.lessons.allSatisfy { lessons[$0.id] != nil }, "HandoutTalk: a run is missing")
  }

  public var handout: Handout {
    let seeds = talk.lessons.compactMap { lessons[$0.id] }.map {
      "\($0.lesson.title) of seed \($0.run.seed)"
    }
    let facts = ["\(Int(talk.minutes.rounded())) minutes"]
    var handout = Handout(
      title: talk.title, lead: "",
      facts: seeds.isEmpty
        ? facts : facts + ["numbers and figures: the runs of \(seeds.joined(separator: ", "))"],
      sections: sections)
    handout.language = talk.language
    return handout
  }

  /// Pages of one lesson that follow each other, with what is to be said before them, or a page of the
  /// course's own.
  private struct Stretch {
    var lesson: String?
    var pages: [(number: Int, page: Talk.Page)]
  }

  private var stretches: [Stretch] {
    var seen: Set<Talk.Content> = []
    return talk.pages.enumerated().reduce(into: []) { stretches, entry in
      let (number, page) = entry
      switch page.content {
      case .own: stretches.append(Stretch(lesson: nil, pages: [(number, page)]))
      case .lesson(let id, _):
        guard seen.insert(page.content).inserted else { return }
        if stretches.last?.lesson == id {
          stretches[stretches.count - 1].pages.append((number, page))
        } else {
          stretches.append(Stretch(lesson: id, pages: [(number, page)]))
        }
      }
    }
  }

  private var sections: [Handout.Section] {
    let stretches = stretches
    return stretches.indices.compactMap { index in
      let stretch = stretches[index]
      guard let id = stretch.lesson else { return stretch.pages.first.map(own) }
      let isFirst = !stretches[..<index].contains { $0.lesson == id }
      let isLast = !stretches[(index + 1)...].contains { $0.lesson == id }
      let all = stretches.filter { $0.lesson == id }.flatMap { pages($0).map(\.page) }
      return lessons[id].map {
        section($0, stretch, number: isFirst ? nil : index + 1, allPages: isLast ? all : nil)
      }
    }
  }

  private func own(_ entry: (number: Int, page: Talk.Page)) -> Handout.Section {
    guard case .own(let title, let body) = entry.page.content else {
      preconditionFailure("HandoutTalk: a lesson's page is none of the course's own")
    }
    let text = HandoutText(run: SessionSnapshot(seed: 0), claims: [], prefix: "course")
    return Handout.Section(
      anchor: "course-page-\(entry.number + 1)", title: title,
      blocks: text.blocks(body) + notes(entry.page))
  }

  private func notes(_ page: Talk.Page) -> [Handout.Block] {
    guard showsNotes, let notes = page.notes else { return [] }
    let text = HandoutText(run: SessionSnapshot(seed: 0), claims: [], prefix: "course")
    return [.remark(title: "For the lecturer", text.blocks(notes))]
  }

  private func pages(_ stretch: Stretch) -> [(page: Int, own: Talk.Page)] {
    stretch.pages.compactMap { entry in
      if case .lesson(_, let page) = entry.page.content { (page, entry.page) } else { nil }
    }
  }

  /// - Parameters:
  ///   - number: that of the section, where the lesson has one before it.
  ///   - allPages: those of the whole lesson, where its last ones are here.
  private func section(
    _ lesson: HandoutLesson, _ stretch: Stretch, number: Int?, allPages: [Int]?
  ) -> Handout.Section {
    var section = lesson.section(
      pages: pages(stretch).map(\.page), concluding: allPages)
    if lesson.lesson.language != talk.language { section.language = lesson.lesson.language }
    if let number { section.anchor += "-\(number)" }
    for (index, entry) in pages(stretch).enumerated() {
      section.sections[index].blocks.insert(contentsOf: notes(entry.own), at: 0)
    }
    return section
  }
}
