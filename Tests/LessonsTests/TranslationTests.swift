import Lessons
import TemporaryFiles
import Testing

@Suite("Translations")
struct TranslationTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("small.md", SmallLesson.text)
  }

  /// The small lesson in French, with things replaced.
  private func french(_ changes: [(String, String)] = []) -> String {
    let words = [
      ("title: A small lesson", "title: Une petite leçon"),
      ("question: Does it read?", "question: Lit-elle ?"),
      ("part: A. Tests", "part: A. Essais"), ("label: learning rate", "label: taux"),
      ("## First", "## La première"),
      ("The loss is", "La perte est"), ("ask: Which one?", "ask: Laquelle ?"),
      ("{a: this, b: that}", "{a: ceci, b: cela}"), ("Not that.", "Pas cela."),
      ("[\"Look.\"]", "[\"Regardez.\"]"),
      ("notes: Wait.", "notes: Attendez."),
    ]
    return (words + changes).reduce(SmallLesson.text) { text, change in
      guard let range = text.firstRange(of: change.0) else { return "no \(change.0) in the lesson" }
      return text[..<range.lowerBound] + change.1 + text[range.upperBound...]
    }
  }

  private func faults(_ changes: [(String, String)]) throws -> [String] {
    let path = try folder.write("small.fr.md", french(changes))
    do throws(BrokenLesson) {
      _ = try TranslationCheck(file: path)
      return []
    } catch {
      return error.faults.map { String($0.description.dropFirst(path.count + 1)) }
    }
  }

  @Test("one that differs in texts alone has no fault")
  func agrees() throws { #expect(try faults([]) == []) }

  @Test(
    "what differs is said with its line",
    arguments: [
      (
        "learns: metric(he, loss, 50) < 2", "learns: metric(he, loss, 50) < 3",
        [
          "35:11: claims.learns: found \"metric(he, loss, 50) < 3\", the original has \"metric(he, loss, 50) < 2\" (its line 35)"
        ]
      ),
      (
        "over: 2/3", "over: 3/3",
        ["36:53: claims.later.over: found \"3/3\", the original has \"2/3\" (its line 36)"]
      ),
      (
        "{c: 0.5, activation: tanh}", "{c: 0.4, activation: tanh}",
        [
          "25:33: arms.tiny.set.c: found \"0.4\", the original has \"0.5\" (its line 25)"
        ]
      ),
      (
        "range: [0.5, 8], scale: log", "range: [0.5, 8]",
        [
          "19:6: the key \"knobs.c.scale\" is missing; the original has it in line 19"
        ]
      ),
      (
        "{bars: [m2]}", "{bars: [m2], scale: log}",
        [
          "33:22: the key \"plots.size.scale\" is not in the original"
        ]
      ),
      (
        "answer: a", "answer: b",
        ["50:11: predict.answer: found \"b\", the original has \"a\" (its line 50)"]
      ),
      (
        "plots: [curve, size]", "plots: [curve]",
        [
          "43:8: plots: found 1 item, the original has 2 items (its line 43)"
        ]
      ),
      (
        "50)|.2}}", "40)|.2}}",
        [
          "38:1: this page lacks the number {{metric(he, loss, 50)|.2}} of the original, and has the number "
            + "{{metric(he, loss, 40)|.2}} that the original has not (its line 38)"
        ]
      ),
      (
        "La perte est", "Après 7 pas la perte est",
        [
          "38:1: this page has the number 7 that the original has not (its line 38)"
        ]
      ),
      (
        "id: small", "id: petite",
        ["3:5: id: found \"petite\", the original has \"small\" (its line 3)"]
      ),
    ] as [(String, String, [String])])
  func differs(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(try faults([(old, new)]) == expected)
  }

  @Test("a decimal comma and a narrow space within a number are no differences")
  func notation() throws {
    try folder.write(
      "small.md", SmallLesson.changed("The loss is", to: "After 12,000 steps at 0.05 the loss is"))
    #expect(try faults([("La perte est", "Après 12\u{202F}000 pas à 0,05 la perte est")]) == [])
    #expect(try faults([("La perte est", "Après 12\u{202F}000 pas à 0,5 la perte est")]).count == 1)
  }

  @Test("another form of a number is a difference", arguments: ["|+.2}}", "|.2%}}", "|.3}}"])
  func forms(form: String) throws {
    let faults = try faults([("|.2}}", form)])
    #expect(
      faults.count == 1 && faults[0].contains(form) && faults[0].contains("|.2}}"), "\(faults)")
  }

  @Test("a page more is said, and where the original is broken, that")
  func pages() throws {
    #expect(
      try faults([("notes: Attendez.\n", "notes: Attendez.\n")]) == [])
    let path = try folder.write("small.fr.md", french() + "\n\n## Encore\n\nRien.\n")
    let broken = #expect(throws: BrokenLesson.self) { try TranslationCheck(file: path) }
    #expect(
      broken?.faults.map { String($0.description.dropFirst(path.count)) } == [
        ":59:1: there are 2 pages; the original has 1"
      ])
    try folder.write("small.md", "nothing")
    #expect(
      try faults([]) == ["1:1: the original, \(folder.path)/small.md, has faults; mend these first"]
    )
  }

  @Test("one that names the original's digest is up to date until the original changes")
  func digest() throws {
    let digest = try Lesson.read(path: folder.path("small.md")).textDigest
    let path = try folder.write(
      "small.fr.md", french([("lab: 1", "lab: 1\ntranslates: \(digest)")]))
    #expect(try TranslationCheck(file: path).notice == nil)
    try folder.write("small.md", SmallLesson.changed("Look.", to: "Look again."))
    let notice = try #require(try TranslationCheck(file: path).notice)
    #expect(notice.contains("has changed") && notice.contains(digest))
    try folder.write("small.fr.md", french())
    #expect(try TranslationCheck(file: path).notice?.contains("write `translates: ") == true)
  }

  @Test("a library shows it to whoever wants that language, and never as another lesson")
  func library() throws {
    try folder.write("small.fr.md", french())
    func read(_ languages: String...) throws -> LessonLibrary {
      try LessonLibrary(root: folder.path, languages: languages.compactMap { LanguageTag($0) })
    }
    for (wanted, title) in [
      ("fr", "Une petite leçon"), ("fr-CA", "Une petite leçon"), ("de", "A small lesson"),
    ] {
      let library = try read(wanted)
      #expect(library.lessons.map(\.title) == [title])
      #expect(library.broken.isEmpty)
    }
    #expect(try read("en", "fr").lessons.map(\.title) == ["A small lesson"])
    #expect(try read("de", "fr").lessons.map(\.language) == ["fr"])
    let both = try (read().lessons[0], read("fr").lessons[0])
    #expect(both.0.id == both.1.id && both.0.claimDigest == both.1.claimDigest)
    #expect(both.1.twin == nil)
  }

  @Test("where it differs the original is shown, and the translation listed as broken")
  func broken() throws {
    let path = try folder.write("small.fr.md", french([("seeds: {show: 7", "seeds: {show: 8")]))
    let library = try LessonLibrary(root: folder.path, languages: [try #require(LanguageTag("fr"))])
    #expect(library.lessons.map(\.title) == ["A small lesson"])
    #expect(library.broken.map(\.path) == [path])
  }

  @Test("the name of a file alone makes no translation: its original must lie there")
  func names() throws {
    try folder.write("v1.fr.md", SmallLesson.changed("id: small", to: "id: other"))
    #expect(try LessonLibrary(root: folder.path).lessons.map(\.id).sorted() == ["other", "small"])
    #expect(Translation.original(of: folder.path("v1.fr.md")) == nil)
    #expect(Translation.name(of: "a.pt_BR.md")?.language.text == "pt-BR")
    #expect(Translation.name(of: ".fr.md") == nil && Translation.name(of: "a.French.md") == nil)
  }

  @Test("the shipped translations say the same as their originals, and are up to date")
  func shipped() throws {
    let folder =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Lessons"
    let translations = try LessonLibrary.files(in: folder).flatMap(Translation.all)
    #expect(!translations.isEmpty)
    for path in translations { #expect(try TranslationCheck(file: path).notice == nil) }
  }

  @Test(
    "the environment asks for languages as gettext reads it",
    arguments: [
      (["LANG": "fr_FR.UTF-8"], ["fr-FR"]), (["LANG": "C.UTF-8", "LANGUAGE": "fr"], []),
      (["LANG": "en_US.UTF-8", "LANGUAGE": "de:fr_CA"], ["de", "fr-CA", "en-US"]),
      (["LANG": "en_US", "LC_MESSAGES": "de_DE@euro"], ["de-DE"]),
      (["LC_ALL": "POSIX", "LANG": "fr_FR"], []), ([:], []),
      (["LC_ALL": "", "LANG": "it"], ["it"]),
    ] as [([String: String], [String])])
  func environment(_ environment: [String: String], _ expected: [String]) {
    #expect(LanguageTag.wanted(in: environment).map(\.text) == expected)
  }
}
