import Lessons
import Testing

@Suite("Words bound to claims and definitions")
struct BindingTests {
  private func lesson(_ markdown: String, notes: String = "Wait.") throws -> Lesson {
    let text = SmallLesson.changed("The loss is {{metric(he, loss, 50)|.2}}.", to: markdown)
    let parts = text.split(separator: "notes: Wait.", maxSplits: 1)
    return try Lesson.read(Array("\(parts[0])notes: \(notes)\(parts[1])".utf8), path: "f.md")
  }

  private func bindings(_ prose: Prose) -> [String] {
    prose.runs.compactMap { run in
      guard let binding = run.binding, case .text(let words) = run.content else { return nil }
      switch binding {
      case .claim(let name): return "\(words)=\(name)"
      case .definition(let source): return "\(words):\(source)"
      }
    }
  }

  @Test("are read in bold text, lists, table cells and around numbers")
  func everywhere() throws {
    let body = try lesson(
      """
      It [falls](claim:learns), **and [that is](claim:later) late**, [of 64](definition:).

      - a [batch **of 64**](definition: "LeCun 1998")

      | a |
      |---|
      | [so](claim:learns) |

      [at {{metric(he, loss, 50)}} it ends](claim:learns)
      """
    ).steps[0].body
    #expect(
      bindings(body) == [
        "falls=learns", "that is=later", "of 64:", "batch :LeCun 1998", "of 64:LeCun 1998",
        "so=learns", "at =learns", " it ends=learns",
      ])
    #expect(body.claims == ["learns", "later"])
    #expect(body.runs.allSatisfy { !$0.isLink })
    #expect(body.plainText.contains("It falls, and that is late, of 64."))
  }

  @Test("name the claim on their page, as its lab block does")
  func named() throws {
    let lesson = try lesson("It falls.", notes: "\"[it waits](claim:later)\"")
    #expect(lesson.steps[0].claims == ["learns", "later"])
    #expect(bindings(try #require(lesson.steps[0].notes)) == ["it waits=later"])
  }

  @Test("are refused where there is no such claim, and where a source has no quotes")
  func faults() {
    func faults(_ markdown: String) -> [String] {
      SmallLesson.faults(
        SmallLesson.changed("The loss is {{metric(he, loss, 50)|.2}}.", to: markdown))
    }
    #expect(faults("It [falls](claim:lerns).").map { $0.suffix(50) }.joined().contains("learns"))
    #expect(faults("It [falls](claim:lerns).").joined().contains("unknown claim \"lerns\""))
    #expect(
      faults("It is [64](definition: LeCun 1998).").joined().contains(
        "or with a source in quotes, `(definition: \"LeCun 1998\")`"))
    #expect(faults("It [falls](claim: learns).").joined().contains("write `[the words]"))
    #expect(faults("A [page](http://x/claim:y) and (definition of terms).") == [])
  }
}

@Suite("The sentences of a lesson")
struct SentenceTests {
  private func report(_ markdown: String, block: String = "") throws -> SentenceReport {
    let text = SmallLesson.changed("The loss is {{metric(he, loss, 50)|.2}}.", to: markdown)
    let start = try #require(text.firstRange(of: "hints: [\"Look.\"]"))
    let whole = text[..<start.lowerBound] + block + "\n" + text[start.upperBound...]
    let bytes = Array(String(whole).utf8)
    _ = try Lesson.read(bytes, path: "f.md")
    return SentenceReport(bytes, path: "f.md")
  }

  @Test(
    "state numbers and comparisons, which are found where nothing vouches for them",
    arguments: [
      ("It ends at 0.5.", ["0.5"]), ("It is twice as large.", ["twice"]),
      ("The loss of it is larger than before.", ["larger than"]),
      ("It takes 4.8 million steps.", ["4.8 million"]),
      ("A 5×5 kernel, 93 % of it.", ["5×5", "93"]),
      ("Seven of ten learn, by −3 each.", ["Seven", "ten", "−3"]),
      // Names, references, what was counted elsewhere, years, questions, tasks, idioms.
      ("C1 and LeNet-5 have 2/n, see lesson 7, layer 10.", []),
      ("The two networks and all four arms.", []), ("Found by LeCun et al. 1998, in 1989.", []),
      ("Is it larger than 5? It is.", []), ("Raise c to 4. Then wait.", []),
      ("It learns no more, and no longer.", []),
      // Bound, or not text.
      ("It ends at {{metric(he, loss, 50)}}.", []), ("With $x < 5$ and `y > 6`.", []),
      ("[It is twice as large](claim:learns).", []), ("[64 images](definition:) a step.", []),
      ("Nothing <!-- 5 --> much. [five](definition: \"LeCun, 7\")", []),
      ("1. It is.\n2. It was.\n\n```\nx = 5\n```", []),
    ])
  func facts(_ markdown: String, _ found: [String]) throws {
    #expect(try report(markdown).findings.map(\.words) == found)
  }

  @Test("are counted where they state something, and say where they are not bound")
  func counts() throws {
    let report = try report(
      "It is. It ends at {{metric(he, loss, 50)}}. [It waits](claim:later).\nIt ends at 5 or 6.")
    #expect(report.total == 3 && report.bound == 2)
    let line = SmallLesson.text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix("The loss is") }
    #expect(report.findings.map(\.line) == [line.map { $0 + 2 }, line.map { $0 + 2 }])
    #expect(report.findings.map(\.column) == [12, 17])
  }

  @Test("of hints, notes and reasons count; those of questions and options don't")
  func blocks() throws {
    let text = """
      hints:
        - "Half of $5$ are 3."
        - >-
          [Nine times](definition:) so, and
          [ten](definition:) so, or 11.
      """
    let found = try report("It is.", block: text).findings.map(\.words)
    #expect(found == ["Half", "3", "11"])
    let why = SmallLesson.changed("why: {b: \"Not that.\"}", to: "why: {b: \"Not 12 of that.\"}")
    #expect(SentenceReport(Array(why.utf8), path: "").findings.map(\.words) == ["12"])
    let ask = SmallLesson.changed("ask: Which one?", to: "ask: Say which of 12 it is.")
    #expect(SentenceReport(Array(ask.utf8), path: "").findings.isEmpty)
  }
}

@Suite("The sentences that claims check")
struct ClaimSentenceTests {
  @Test("are those whose words are bound to it, on one line and without links, first things first")
  func sentences() throws {
    let text = SmallLesson.changed(
      "The loss is {{metric(he, loss, 50)|.2}}.",
      to: """
        It is. **Notice** that [it falls to
        {{metric(he, loss, 50)|.2}}](claim:learns), as [64 images](definition: "LeCun (1998)") do. Then it waits.

        - [tiny](claim:later): [it waits, *as we know*](claim:learns)
        """
    ).replacing(
      "notes: Wait.", with: "notes: \"[Wait](claim:later)\"")
    _ = try Lesson.read(Array(text.utf8), path: "f.md")
    let sentences = ClaimSentences(Array(text.utf8), path: "f.md").sentences
    #expect(
      sentences == [
        "learns": [
          "**Notice** that it falls to …, as 64 images do.", "tiny: it waits, *as we know*",
        ], "later": ["tiny: it waits, *as we know*", "Wait"],
      ])
  }

  @Test("are none of a file that is not there or no lesson")
  func broken() {
    #expect(ClaimSentences.read(path: "/nowhere").sentences.isEmpty)
    #expect(ClaimSentences(Array("---".utf8), path: "").sentences.isEmpty)
  }
}
