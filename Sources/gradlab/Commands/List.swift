import ArgumentParser
import Charts
import Lab
import Lessons
import Screens

/// `gradlab list`.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the lessons.")

  @Flag(
    help: """
      As an array of {claims, id, language, minutes, own, parameters, part, seconds, title}: how many claims, the \
      parameters of the largest network, and the seconds that all runs are estimated to compute.
      """)
  var json = false

  @Flag(
    help: "The lecture's slides as Markdown: lesson, page, claims, what these came to, and errata.")
  var slides = false

  @Flag(
    help: """
      What the claims of all lessons came to as Markdown, from their records: claim, sentence, minimum, \
      median, maximum, bound, margin, seeds.
      """)
  var claims = false

  @OptionGroup var ordering: CourseOptions
  @OptionGroup var folders: FolderOptions

  func validate() throws {
    if slides || claims, ordering.course != nil {
      throw ValidationError("--course goes with neither --slides nor --claims")
    }
    guard [json, slides, claims].count(where: { $0 }) < 2 else {
      throw ValidationError("--json, --slides and --claims exclude each other")
    }
  }

  func run() throws {
    var shelf = try LessonShelf.read(folders, personal: !slides && !claims)
    shelf.course = try ordering.order(folders)
    let catalog = shelf.catalog()
    for broken in catalog.broken { StandardStreams.warn(broken.text) }
    let list = LessonList(catalog: catalog)
    let text =
      if slides {
        SlidePage(catalog.lessons).text
      } else if claims {
        ClaimPage(catalog.lessons).text
      } else {
        json ? list.json.text(depth: 2) : list.text
      }
    try StandardStreams.write(text)
  }
}

/// The lessons of a catalog as text.
struct LessonList {
  let catalog: Catalog

  /// A line for each lesson, under its part.
  var text: String {
    guard !catalog.lessons.isEmpty else {
      return "There are no lessons in \(catalog.folders.joined(separator: ", ")).\n"
    }
    let width = catalog.lessons.map { CharacterWidth.columns(of: $0.id) }.max() ?? 0
    var text = ""
    var part: String?
    for lesson in catalog.lessons {
      let heading = catalog.heading(of: lesson)
      if heading != part { text += (part == nil ? "" : "\n") + heading + "\n" }
      part = heading
      let number = String(lesson.number)
      let id = lesson.id + String(repeating: " ", count: width - lesson.id.count)
      text += String(repeating: " ", count: max(0, 4 - number.count)) + number
      text += "  \(id)  \(lesson.title) (\(lesson.minutes) min)\n"
    }
    return text
  }

  var json: JSONValue {
    .array(
      catalog.lessons.map { lesson in
        .object([
          "id": .string(lesson.id), "title": .string(lesson.title),
          "part": .string(lesson.part), "own": .boolean(lesson.isPersonal),
          "language": .string(lesson.language), "does": .string(lesson.verb.lowercased()),
          "minutes": .integer(lesson.minutes),
          "claims": .integer(lesson.claims.count),
          "parameters": .integer(lesson.largestParameterCount),
          "seconds": .number(lesson.runEstimates.reduce(0) { $0 + $1.seconds }),
        ])
      })
  }
}

extension Catalog.Broken {
  /// A line a fault.
  var text: String { faults.map { $0 + "\n" }.joined() }
}
