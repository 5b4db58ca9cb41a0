import Charts
import Foundation
import FoundationXML
import Lab
import Screens
import Testing

@Suite("Films of recordings") struct FilmTests {
  private func cast(_ events: [(Double, Asciicast.Event.Kind)], columns: Int = 10, rows: Int = 2)
    -> Asciicast
  {
    Asciicast(
      header: Asciicast.Header(columns: columns, rows: rows),
      events: events.map { Asciicast.Event(time: Int(($0 * 1e6).rounded()), $1) })
  }

  private func film(_ cast: Asciicast, _ change: (inout FilmCut) -> Void = { _ in }) throws -> Film
  {
    var cut = FilmCut()
    change(&cut)
    return try cut.film(of: cast, title: "A <film> & more").film
  }

  private func texts(_ film: Film) -> [String] {
    film.frames.map { frame in
      let rows = frame.cells.map { String(String.UnicodeScalarView($0.map(\.scalar))) }
      return rows.joined(separator: "/").trimmingCharacters(in: .whitespaces)
    }
  }

  private let steps: [(Double, Asciicast.Event.Kind)] = [
    (0, .output("a")), (1, .marker("first")), (1, .output("\r\u{1B}[Kb")),
    (1.01, .output("\r\u{1B}[Kc")),
    (2, .output("\u{1B}[H")), (3, .marker("second")), (9, .output("\r\u{1B}[Kd")), (10, .exit(0)),
  ]

  private func isNear(_ frames: [Film.Frame], _ times: [Double]) -> Bool {
    frames.count == times.count && zip(frames, times).allSatisfy { abs($0.time - $1) < 1e-9 }
  }

  @Test("frames stand when they came, idle time is cut, what was the same or too short is left out")
  func frames() throws {
    let film = try film(cast(steps))
    #expect(texts(film).map { $0.prefix(1) } == ["a", "c", "d"])
    #expect(isNear(film.frames, [0, 1.01, 5]))
    #expect(abs(film.duration - 7) < 1e-9)
    #expect(
      film.chapters
        == [Film.Chapter(time: 1, title: "first"), Film.Chapter(time: 3, title: "second")])
  }

  @Test("speed, idle limit and the markers at both ends decide what is shown of it")
  func cuts() throws {
    let fast = try film(cast(steps)) { ($0.speed, $0.idleLimit) = (2, 0.5) }
    #expect(isNear(fast.frames, [0, 0.255, 1.005]))
    let part = try film(cast(steps)) { ($0.from, $0.to) = ("FIRST", "2") }
    #expect(texts(part).map { $0.prefix(1) } == ["c"])
    #expect(part.chapters.map(\.title) == ["first"] && abs(part.duration - 2) < 0.01)
    let end = try film(cast(steps)) { $0.from = "second" }
    #expect(texts(end).map { $0.prefix(1) } == ["c", "d"])
  }

  @Test(
    "markers that aren't there are named in one sentence with those that are",
    arguments: [
      ("third", nil, "no marker “third”; the recording has 1 first, 2 second"),
      (
        "second", "first",
        "no marker “first” after the beginning; the recording has 1 first, 2 second"
      ),
      ("3", nil, "no marker “3”; the recording has 1 first, 2 second"),
    ] as [(String, String?, String)])
  func unknown(from: String, to: String?, text: String) {
    do {
      _ = try film(cast(steps)) { ($0.from, $0.to) = (from, to) }
      Issue.record("a film from \(from)")
    } catch { #expect("\(error)" == text) }
  }

  /// Collects the animations of a picture, and whether it is well-formed.
  private final class Elements: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var times: Set<String> = []
    var targets: Set<String> = []
    var ids: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      if let id = attributes["id"] { ids.insert(id) }
      if let href = attributes["href"] { targets.insert(href) }
      guard name == "animate", attributes["attributeName"] == "href" else { return }
      let values = attributes["values"]?.split(separator: ";").map(String.init) ?? []
      let keys = attributes["keyTimes"]?.split(separator: ";").map(String.init) ?? []
      #expect(values.count == keys.count && keys.first == "0")
      #expect(keys.compactMap(Double.init) == keys.compactMap(Double.init).sorted())
      targets.formUnion(values)
      times.formUnion(keys)
    }
  }

  private func elements(_ svg: String) -> Elements {
    let elements = Elements()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = elements
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return elements
  }

  @Test(
    "the picture is well-formed, changes as often as there are frames, and has all it refers to")
  func picture() throws {
    let film = try film(try RecordedWalk.sample().cast())
    let svg = film.svg()
    let elements = elements(svg)
    // Captions change with frames or between them.
    let chapters = Set(film.chapters.map(\.time)).subtracting(film.frames.map(\.time))
    #expect(elements.times.count >= film.frames.count)
    #expect(elements.times.count <= film.frames.count + chapters.count)
    #expect(elements.targets.isSubset(of: Set(elements.ids.map { "#" + $0 })))
    #expect(
      elements.counts["script"] == nil && elements.counts["title"] == 1 + film.chapters.count * 2)
    #expect(svg.contains("<title id=\"title\">A &lt;film&gt; &amp; more</title>"))
    #expect(svg.contains("prefers-reduced-motion") && svg.contains("repeatCount=\"indefinite\""))
    #expect(svg.utf8.count < 200_000, "\(svg.utf8.count) bytes")
  }

  @Test("once, it freezes at its end")
  func once() throws {
    let svg = try film(cast(steps)) { $0.isOnce = true }.svg()
    #expect(svg.contains("fill=\"freeze\"") && !svg.contains("indefinite"))
  }

  @Test("a recording of the lab is shown in the colors of another page, by their meaning")
  func recolored() throws {
    let walk = try RecordedWalk.sample().cast(batch: 1)
    let dark = try film(walk).svg()
    let light = try film(walk) { $0.theme = .light }.svg()
    for (svg, theme, other) in [(dark, Theme.dark, Theme.light), (light, .light, .dark)] {
      #expect(svg.contains("rx=\"6\" fill=\"\(theme.background.text)\""))
      let series = try #require(theme.color(.series(0))).text
      #expect(svg.contains("{fill:\(series)}"))
      if svg == light {
        let foreign = try #require(other.color(.series(0))).text
        #expect(!svg.contains("{fill:\(foreign)}"))
      }
    }
  }

  @Test("what the screen doesn't know is left out, and told once with its line")
  func strangers() throws {
    var events = cast([
      (0, .output("a\u{1B}[5i")), (1, .output("\u{1B}[5ib\u{1B}]0;title\u{7}")),
      (2, .output("\u{1B}[99999999999;1r\u{1B}[9999999999S\u{1B}[999999b\u{1B}[38;5mc")),
    ])
    for index in events.events.indices { events.events[index].line = index + 2 }
    let result = try FilmCut().film(of: events, title: "")
    #expect(result.strangers.map(\.line) == [2, 3])
    #expect(result.film.frames.count == 3)
  }

  @Test("a recording that changes its size is shown in the largest")
  func resized() throws {
    let svg = try film(
      cast([(0, .output("a")), (1, .resize(columns: 20, rows: 4)), (1, .output("b"))])
    ).svg()
    // 22 columns of 8, 5 rows of 16 and the line of time.
    #expect(svg.contains("viewBox=\"0 0 176 84\""))
  }
}
