import Experiments
import Lab
import Lessons
import Testing

@Suite("A filter")
struct FilteringTests {
  private static let probes = """
      photo: {of: photograph}
      map: {of: filtered}
      window: {of: window, input: $shift}
      error: {of: shift_error}
      rows: {of: map_rows}
      change: {of: map_change}
    """

  private func arm(_ settings: String) throws -> HeadlessRun.Arm {
    let kind = ProcessLesson.filter
    let lesson = try kind.lesson(
      probes: Self.probes, arms: "  one: {label: one, set: {\(settings)}}")
    return try HeadlessRun.run(lesson, library: kind.library, steps: 0).arms[0]
  }

  private func map(_ settings: String) throws -> [[Double]] {
    try #require(try arm(settings).snapshot.readings.pictures("map")?.first).values
  }

  private func photo(_ settings: String = "") throws -> [[Double]] {
    try #require(try arm(settings).snapshot.readings.pictures("photo")?.first).values
  }

  @Test("is the sum of products, as one reckons it by hand")
  func products() throws {
    let (x, y) = (try photo(), try map(""))
    #expect(x.count == 32 && y.count == 30)
    for (row, column) in [(0, 0), (7, 19), (29, 29)] {
      let (r, c) = (row + 1, column + 1)
      let expected = 4 * x[r][c] - x[r - 1][c] - x[r + 1][c] - x[r][c - 1] - x[r][c + 1]
      #expect(abs(y[row][column] - expected) < 1e-12)
    }
  }

  @Test("correlates as libraries do, and convolves where the kernel is flipped")
  func flip() throws {
    let x = try photo()
    let (plain, flipped) = (try map("kernel: right"), try map("kernel: right, flip: \"yes\""))
    #expect(plain[5][5] == x[5][7] && flipped[5][5] == x[5][5])
  }

  @Test(
    "has ⌊(n + 2p − k)/s⌋ + 1 rows",
    arguments: [(1, 0, 30), (1, 1, 32), (2, 1, 16), (3, 0, 10), (4, 4, 10)])
  func size(_ stride: Int, _ padding: Int, _ rows: Int) throws {
    #expect(try map("stride: \(stride), padding: \(padding)").count == rows)
    #expect(try arm("stride: \(stride), padding: \(padding)").series["rows"]?.raw == [Double(rows)])
  }

  @Test("shifts its map with the picture, exactly; weights of their own everywhere don't")
  func shifts() throws {
    func error(_ settings: String) throws -> Double {
      try #require(try arm(settings).series["error"]?.raw.first)
    }
    #expect(try error("shift: [1, 0]") == 0)
    #expect(try error("shift: [-3, 2], padding: 1") == 0)
    #expect(try error("shift: [2, 2], stride: 2") == 0)
    #expect(try error("shift: [1, 0], stride: 2") > 0.1)
    #expect(try error("shift: [2, 0], pool: max") == 0)
    #expect(try error("shift: [1, 0], dense: \"yes\"") > 1)
    #expect(try error("").isNaN)
  }

  @Test(
    "weights of their own at every place see the same windows, but don't shift; random kernels do")
  func weights() throws {
    func error(_ settings: String) throws -> Double {
      try #require(try arm(settings).series["error"]?.raw.first)
    }
    #expect(try error("shift: [1, 0], random: 3") == 0)
    #expect(try error("shift: [1, 0], random: 3, activation: relu") == 0)
    #expect(try error("shift: [1, 0], local: \"yes\"") > 1)
    #expect(try map("local: \"yes\"").count == 30)
    #expect(try map("local: \"yes\"") != map("random: 1"))
    #expect(try map("activation: relu") == map("").map { $0.map { max(0, $0) } })
  }

  @Test("a shift changes pooled digits the less, the wider the window, and one number not at all")
  func digits() throws {
    func lesson(_ settings: String) throws -> HeadlessRun.Arm {
      let text = """
        ---
        lab: 1
        id: digits
        title: Digits
        question: What moves?
        part: T
        number: 1
        minutes: 1
        filter: {digit: 3, digits: 10, size: 36, kernel: [[0, 0, 0], [0, 1, 0], [0, 0, 0]], random: 4, padding: 1, activation: relu, shift: [1, 0], \(settings)}
        arms:
          one: {label: one}
        probes:
          change: {of: map_change}
          error: {of: shift_error}
          photo: {of: photograph}
        plots: {}
        claims: {}
        ---
        ## A step

        Go.
        """
      let lesson = try Lesson.read(Array(text.utf8), path: "digits.md")
      return try HeadlessRun.run(lesson, library: ProcessLesson.filter.library, steps: 0).arms[0]
    }
    func change(_ settings: String) throws -> Double {
      try #require(try lesson(settings).series["change"]?.raw.first)
    }
    let changes = try ["pool: none", "pool: max, window: 4", "pool: max, window: 18"].map(change)
    #expect(changes[0] > changes[1] && changes[1] > changes[2] && changes[2] > 0)
    #expect(try change("pool: max, window: 36") == 0)
    let arm = try lesson("pool: none")
    #expect(arm.series["error"]?.raw == [0])
    let photo = try #require(arm.snapshot.readings.pictures("photo")?.first).values
    #expect(photo.count == 36 && photo.joined().max() ?? 0 > 0.9)
    #expect(photo.first == [Double](repeating: 0, count: 36))
  }

  @Test(
    "is colored as far as its numbers go where no padding is, but for two in a hundred of them",
    arguments: [0, 1, 2])
  func colors(padding: Int) throws {
    let settings = "padding: \(padding)"
    let picture = try #require(try arm(settings).snapshot.readings.pictures("map")?.first)
    // Without padding the same numbers but for the frame.
    let sizes = try map("padding: 0").joined().map(abs).sorted()
    let bound = try #require(picture.range).upperBound
    #expect(picture.isSigned && picture.range?.lowerBound == -bound)
    #expect(sizes.count { $0 > bound } * 100 <= sizes.count * 2)
    #expect(sizes.count { $0 >= bound } * 100 >= sizes.count * 2)
  }

  @Test("shows the window, its weights, their products and the sum, which is the map's number")
  func window() throws {
    let arm = try arm("shift: [4, 3]")
    let panes = try #require(arm.snapshot.readings.pictures("window"))
    let map = try #require(arm.snapshot.readings.pictures("map")?.first).values
    #expect(panes.map(\.title) == ["pixels at 5, 27", "weights", "products", "sum"])
    let sum = panes[2].values.joined().reduce(0, +)
    #expect(panes[3].values == [[sum]] && abs(sum - map[26][4]) < 1e-15)
  }

  @Test(
    "refuses what can't be, before anything starts",
    arguments: zip(
      ["1 0; 0 1", "1 2 3; 4 5 6", "", "1 2; 3", "1e300"],
      [
        "the kernel's side comes to 2", "the kernel's side comes to 2", "rows of numbers", "rows",
        "a million",
      ]))
  func refusals(_ text: String, _ message: String) throws {
    let lesson = try ProcessLesson.filter.lesson(probes: Self.probes)
    let session = try Session(lesson: lesson, library: ProcessLesson.filter.library)
    let value = KnobMatrix(text: text).map(KnobValue.matrix) ?? .word(text)
    let fault = #expect(throws: CommandFault.self) {
      try session.send(.set(knob: "kernel", to: value, arm: nil))
    }
    #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "")")
    #expect(session.snapshot().knobs["kernel"] == lesson.knob("kernel")?.value)
  }

  @Test("takes no place that is beyond all pictures, and the middle for rows that are no place")
  func places() throws {
    let kind = ProcessLesson.filter
    let session = try Session(lesson: kind.lesson(probes: Self.probes), library: kind.library)
    let far = KnobValue.matrix(KnobMatrix(columns: 2, values: [1e300, 0]))
    #expect(throws: CommandFault.self) { try session.send(.set(knob: "shift", to: far, arm: nil)) }
    let lesson = try kind.lesson(
      probes: "  window: {of: window, input: $kernel}",
      arms: "  one: {label: one, set: {kernel: 1×1}}")
    let arm = try HeadlessRun.run(lesson, library: kind.library, steps: 0).arms[0]
    #expect(arm.snapshot.readings.pictures("window")?.first?.title == "pixels at 17, 17")
  }

  @Test("has kernels that are typed as rows")
  func rows() throws {
    #expect(KnobMatrix(text: "0 1 0; 1 -4 1; 0 1 0")?.text == "0 1 0; 1 -4 1; 0 1 0")
    #expect(KnobMatrix(text: "0.5, 2") == KnobMatrix(columns: 2, values: [0.5, 2]))
    #expect(KnobMatrix(text: "1 2; 3") == nil && KnobMatrix(text: "a") == nil)
  }
}
