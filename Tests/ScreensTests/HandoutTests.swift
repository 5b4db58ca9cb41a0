import Charts
import Experiments
import Lab
import Lessons
import MarkupChecks
import Screens
import Testing

/// A lesson as a page to be handed out.
@Suite("Handouts") struct HandoutTests {
  /// The sample lesson's run, from formulas.
  private func run(_ lesson: Lesson) -> PagedRun {
    let ends = [0, 0, 400, 400, 800]
    return PagedRun(
      lesson: lesson, seed: 7,
      pages: lesson.steps.indices.map {
        SampleSnapshot.snapshot(lesson, step: $0, at: ends[$0], answers: [:])
      },
      whole: SampleSnapshot.snapshot(lesson, step: 4, at: 800, answers: [:]))
  }

  private func html(_ lesson: Lesson, notes: Bool = false) -> String {
    HandoutLesson(run(lesson), showsNotes: notes).handout.html
  }

  private func sample(_ changes: [(String, String)]) throws -> Lesson {
    let text = changes.reduce(SampleLesson.text) { $0.replacing($1.0, with: $1.1) }
    return try Lesson.read(Array(text.utf8), path: "Lessons/07-sample.md")
  }

  @Test("is one well-formed page with every page, figure, question and claim of the lesson")
  func whole() throws {
    let lesson = try SampleLesson.lesson()
    let page = html(lesson)
    let check = MarkupCheck(page)
    #expect(check.faults == [])
    #expect(check.elements["h1"] == 1)
    // Five pages and the claims.
    #expect(check.elements["h2"] == 6 && check.elements["section"] == 6)
    for step in lesson.steps { #expect(page.contains("dir=\"auto\">\(step.title)</h2>")) }
    // Two questions, and two folds of hints.
    #expect(check.elements["details"] == 4)
    #expect(check.elements["math"] == 6)
    // A figure for each plot of each page, less those that are drawn already.
    let plots = lesson.steps.reduce(0) { $0 + $1.plots.count }
    let same = page.ranges(of: "<p class=\"same\">").count
    #expect(check.elements["figure"] == plots - same)
    #expect(
      page.contains("id=\"sample-claim-learns\"") && page.contains("id=\"sample-claim-stalls\""))
  }

  @Test("needs nothing beside it: no address is loaded, and nothing but links has one")
  func selfContained() throws {
    let check = MarkupCheck(html(try SampleLesson.lesson()))
    #expect(check.values["src"] == nil && check.values["xlink:href"] == nil)
    #expect((check.values["href"] ?? []).allSatisfy { $0.hasPrefix("#") })
    for name in ["link", "img", "object", "iframe"] { #expect(check.elements[name] == nil) }
    #expect(!check.text.contains("@import") && !check.text.contains("url("))
  }

  @Test("numbers are those of the run, and each figure says what it shows and how to draw it again")
  func numbers() throws {
    let page = html(try SampleLesson.lesson())
    let loss = SampleSnapshot.loss(0, at: 399)
    #expect(page.contains("2/n reaches <b>\(NumberText.significant(loss, digits: 2))</b>"))
    let labels = MarkupCheck(page).values["aria-label"] ?? []
    let curves = try #require(labels.first { $0.hasPrefix("training loss, smoothed") })
    #expect(
      curves.contains(": 2/n falls from ") && curves.contains(" at step ")
        && curves.contains("8/n diverged at step 3"))
    #expect(labels.contains { $0.contains(": 2/n ") && $0.contains("layer 1") })
    #expect(
      page.contains("<code>gradlab plot sample curve --page 3 --output curve.svg</code>"))
  }

  @Test("questions are open, their answers are folded, with reasons and what the run measured")
  func questions() throws {
    let page = html(try SampleLesson.lesson())
    let parts = page.components(of: "<details class=\"prediction\">")
    let choice = try #require(parts.dropFirst().first)
    let asked = choice.components(of: "</summary>")
    #expect(
      asked[0].contains("which arms beat chance") && asked[0].contains("<b>d</b> 2/n and 8/n"))
    #expect(!asked[0].contains("The answer is"))
    #expect(asked[1].contains("The answer is <b>c</b>, only 2/n."))
    #expect(asked[1].contains("<li><b>a</b> Two of them hardly move.</li>"))
    #expect(asked[1].contains("The run measured:") && asked[1].contains("metric(he, loss, 400)"))
    let number = try #require(parts.last)
    #expect(number.contains("The run measured <b>") && number.contains(" times</b>"))
  }

  @Test("figures that a question is about stand with its answer, others before it")
  func answeringFigures() throws {
    let before = html(try SampleLesson.lesson()).components(of: "<details class=\"prediction\">")
    #expect(before[0].contains("<figure "), "the page's run takes no step")
    let asking = try sample([
      ("plots: [acts]\npredict:", "plots: [acts]\nrun: {arms: all, until: 400}\npredict:")
    ])
    let after = html(asking).components(of: "<details class=\"prediction\">")
    #expect(!after[0].contains("<figure ") && after[1].contains("<figure "))
  }

  @Test("the lecturer's notes are in it only where they are wanted")
  func notes() throws {
    let lesson = try SampleLesson.lesson()
    #expect(!html(lesson).contains("Let them guess first."))
    let page = html(lesson, notes: true)
    #expect(page.contains("Let them guess first.") && MarkupCheck(page).faults == [])
  }

  @Test("nothing that stands in a lesson becomes markup")
  func escaping() throws {
    let odd = #"a <b> & "q" ]]> </title><script>x</script> שלום"#
    let lesson = try sample([
      ("title: Kaiming against bad initialization", "title: '\(odd)'"),
      ("## Four networks, one number apart", "## \(odd.replacing("<", with: "\\<"))"),
      ("label: \"2/n\"", "label: '<i>\"2\"&'"), ("title: training loss", "title: '</svg><loss>'"),
      ("which is chance", "\\<chance> & `<code>&` [x](https://a.b/?q=\"<&)"),
      ("\"Let them guess first.\"", "'\\</aside>'"),
    ])
    let page = html(lesson, notes: true)
    let check = MarkupCheck(page)
    #expect(check.faults == [])
    #expect(check.elements["script"] == 1, "the one that opens what is folded on paper")
    #expect(
      check.elements["b"] != nil && check.elements["i"] == nil && check.elements["loss"] == nil)
    let title = "a &lt;b&gt; &amp; &quot;q&quot; ]]&gt; &lt;/title&gt;&lt;script&gt;x"
    #expect(page.contains("<title>\(title)"))
  }

  @Test("characters that turn the direction of the text around them are no part of the page")
  func direction() {
    let handout = Handout(
      title: "a\u{202E}b\u{0}", lead: "", facts: ["\u{2066}"],
      sections: [.init(anchor: "x", title: "c\u{200F}", blocks: [.code(["d\u{1B}"])])])
    #expect(MarkupCheck(handout.html).faults == [])
    #expect(handout.html.contains("<h1 dir=\"auto\">a\u{FFFD}b\u{FFFD}</h1>"))
  }

  @Test("a course has its own pages, each page of its lessons once, and the claims of these")
  func course() throws {
    let lessons = try SampleLesson.library()
    let text = """
      ---
      course: 1
      id: both
      title: Both
      ---
      ## Before
      A *word*.
      ```lab
      notes: 'say \\<hello>'
      ```

      ## Some
      ```lab
      {lesson: sample, pages: [1, 2], notes: "of some"}
      ```

      ## Between
      ```lab
      {lesson: depth}
      ```

      ## More
      ```lab
      {lesson: sample, pages: [2, 3]}
      ```
      """
    let outline = try CourseOutline.read(Array(text.utf8), path: "Lessons/Courses/both.md")
    let talk = try Talk(outline) { part in
      try #require(lessons.first { $0.id == part.name })
    }
    let handout = HandoutTalk(talk, runs: lessons.map(run), showsNotes: true).handout
    #expect(
      handout.sections.map(\.title) == [
        "Before", lessons[0].title, lessons[1].title, lessons[0].title,
      ])
    #expect(
      handout.sections.map { $0.sections.count } == [0, 2, 6, 2], "with their claims at the end")
    let check = MarkupCheck(handout.html)
    #expect(check.faults == [])
    #expect(check.elements["h1"] == 1 && check.elements["h2"] == 4 && check.elements["h3"] == 10)
    #expect(check.text.contains("say &lt;hello&gt;") && check.text.contains("of some"))
    let plain = HandoutTalk(talk, runs: lessons.map(run), showsNotes: false).handout.html
    #expect(!plain.contains("say &lt;hello&gt;") && MarkupCheck(plain).faults == [])
    #expect(handout.html.contains("<html lang=\"en\">") && !handout.html.contains("<section lang"))

    let french = try CourseOutline.read(
      Array(text.replacing("title: Both", with: "title: Deux\nlanguage: fr").utf8),
      path: "Lessons/Courses/both.md")
    let page = HandoutTalk(
      try Talk(french) { part in try #require(lessons.first { $0.id == part.name }) },
      runs: lessons.map(run), showsNotes: true
    ).handout.html
    #expect(MarkupCheck(page).faults == [])
    #expect(page.contains("<html lang=\"fr\">"))
    #expect(page.split(separator: "\" lang=\"en\">").count == 4, "the lessons are in English")
  }

  @Test("plots of every kind are figures with a description", arguments: ProcessPlots.allCases)
  func everyKind(plots: ProcessPlots) throws {
    let lesson = try plots.lesson()
    let run = PagedRun(
      lesson: lesson, seed: 1,
      pages: lesson.steps.indices.map { plots.snapshot(lesson, step: $0) },
      whole: plots.snapshot(lesson, step: 0))
    let page = HandoutLesson(run, showsNotes: true).handout.html
    let check = MarkupCheck(page)
    #expect(check.faults == [] && (check.elements["figure"] ?? 0) > 0)
    let labels = (check.values["aria-label"] ?? []).filter {
      $0 != "Contents" && !$0.contains("hold")
    }
    #expect(labels.allSatisfy { $0.contains(": ") && !$0.contains("nothing is measured") })
  }
}

extension StringProtocol where SubSequence == Substring {
  fileprivate func components(of separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let place = rest.firstRange(of: separator) {
      parts.append(rest[..<place.lowerBound])
      rest = rest[place.upperBound...]
    }
    return parts + [rest]
  }
}
