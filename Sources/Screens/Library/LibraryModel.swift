import Charts
import Lab
import Lessons

/// The list of lessons: which are shown, and which is chosen.
struct LibraryModel: Sendable {
  /// A line of the list that can be chosen.
  enum Entry: Sendable {
    /// The session that was left last, with its lesson.
    case session(ResumableSession, Lesson)
    case lesson(Lesson)
    case broken(Catalog.Broken)
  }

  /// How much of a lesson was seen.
  struct Progress: Hashable, Sendable {
    /// Where one is, from 0.
    var page = 0
    var seen: Int
    var pages: Int
    /// Predictions made, and those of them that came true.
    var predicted: Int
    var right: Int
  }

  /// nil until the lesson files are read.
  var catalog: Catalog?
  var keys = KeyBindings.standard
  var selected = 0
  /// Only lessons with this in number, title, question or part are shown.
  var filter = TextField()
  var isFiltering = false
  /// By lesson: how much of it was seen.
  var progress: [String: Progress] = [:]
  /// What was kept when the program began.
  var book: ProgressBook?
  /// The lesson that was open last, which the list may not hold yet.
  var chosen: String?
  /// The lesson whose session is being built.
  var opening: String?
  /// The session that can be gone on with.
  private(set) var offered: ResumableSession?
  /// What it is about, where that is in no file.
  private var offeredBench: Lesson?

  /// Whether there is a session that can be gone on with, and its lesson is read.
  var hasOffer: Bool {
    offered.map { offer in catalog?.lessons.contains { $0.id == offer.lesson } ?? false } ?? false
  }

  /// What the list shows, in order.
  var entries: [Entry] {
    guard let catalog else { return [] }
    let words = filter.text.lowercased().split(separator: " ")
    let lessons = catalog.lessons.filter { lesson in
      let text = "\(lesson.number) \(lesson.title) \(lesson.question) \(lesson.part)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    let broken = catalog.broken.filter { file in
      words.allSatisfy { file.path.lowercased().contains($0) }
    }
    return session + lessons.map(Entry.lesson) + broken.map(Entry.broken)
  }

  /// The first row, while nothing is looked for and its lesson is read.
  private var session: [Entry] {
    guard let offered, let catalog, filter.text.isEmpty,
      let lesson = offeredBench ?? catalog.lessons.first(where: { $0.id == offered.lesson })
    else { return [] }
    return [.session(offered, lesson)]
  }

  private var isOnSession: Bool { if case .session = selectedEntry { true } else { false } }

  var selectedEntry: Entry? {
    let entries = entries
    return entries.indices.contains(selected) ? entries[selected] : nil
  }

  var selectedLesson: Lesson? {
    switch selectedEntry {
    case .lesson(let lesson), .session(_, let lesson): return lesson
    case .broken, nil: return nil
    }
  }

  /// A session can be gone on with, or no longer.
  /// - Parameter bench: what it is about, where that is in no file.
  mutating func offer(_ session: ResumableSession?, of bench: Lesson? = nil) {
    let id = isOnSession ? nil : selectedLesson?.id
    let isAtTop = selected == 0
    (offered, offeredBench) = (session, bench)
    if let id, !isAtTop || session == nil { select(id) }
    clampSelection()
  }

  mutating func load(_ catalog: Catalog) {
    let isAtTop = selected == 0 && offered != nil
    let id = chosen ?? (isAtTop ? nil : selectedLesson?.id)
    self.catalog = catalog
    noteKept()
    if let id { select(id) }
    clampSelection()
  }

  /// Puts the list on a lesson, also when that is read later.
  mutating func choose(_ id: String) {
    chosen = id
    select(id)
  }

  mutating func note(_ study: StudyModel) {
    let judged = study.judged.values
    progress[study.lesson.id] = Progress(
      page: study.step, seen: study.visited.count, pages: study.lesson.steps.count,
      predicted: judged.count { $0.judgement != .open },
      right: judged.filter { $0.judgement == .right }.count)
  }

  mutating func select(_ id: String) {
    let place = entries.firstIndex { entry in
      if case .lesson(let lesson) = entry { lesson.id == id } else { false }
    }
    if let place { selected = place }
  }

  mutating func perform(_ action: Action, in size: Size) -> Reply {
    selected = action.listPlace(from: selected, count: entries.count, in: size) ?? selected
    switch action {
    case .startFilter: isFiltering = true
    case .accept: isFiltering = false
    case .erase: filter.erase()
    case .eraseAll: filter.text = ""
    case .cancel:
      let id = selectedLesson?.id
      (isFiltering, filter.text) = (false, "")
      if let id { select(id) }
    case .open:
      guard let lesson = selectedLesson else { return .nothing }
      opening = lesson.id
      if isOnSession { return .effect(.resumeSession) }
      return .effect(.openLesson(id: lesson.id))
    default: break
    }
    clampSelection()
    chosen = nil
    return .nothing
  }

  mutating func type(_ text: String) {
    filter.insert(text)
    selected = 0
  }

  private mutating func clampSelection() {
    selected = min(max(0, selected), max(0, entries.count - 1))
  }
}
