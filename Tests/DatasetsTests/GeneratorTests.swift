import Datasets
import Glibc
import Tensors
import Testing

@Suite("Generated data")
struct GeneratorTests {
  @Test("show the ten digits, moved and on a common scale")
  func glyphs() {
    let clean = GlyphDigits(shift: 0, noise: 0)
    let pictures = clean.images(count: 60, seed: Seed(1), name: "train")
    #expect(pictures.imageShape == [1, 12, 12])
    let four = pictures.labels.firstIndex(of: 4) ?? 0
    let scalars = pictures.batch([four]).images.scalars
    let picture = (0..<12).map { row in
      String((0..<12).map { scalars[row * 12 + $0] > 0 ? "#" : "." })
    }
    #expect(
      picture == [
        "............",
        "............",
        "......#.....",
        ".....##.....",
        "....#.#.....",
        "...#..#.....",
        "...#####....",
        "......#.....",
        "......#.....",
        "............",
        "............",
        "............",
      ])
  }

  /// 3,000 pictures: the digits' shares move the mean by about 0.003 and the deviation likewise.
  @Test("have mean 0 and deviation 1", arguments: [(12, 1), (28, 3), (32, 4)])
  func standardized(_ size: Int, _ shift: Int) {
    let recipe = GlyphDigits(size: size, shift: shift)
    let images = recipe.images(count: 3_000, seed: Seed(7), name: "train")
    let scalars = images.images.scalars.map(Double.init)
    let mean = scalars.reduce(0, +) / Double(scalars.count)
    let square = scalars.reduce(0) { $0 + $1 * $1 } / Double(scalars.count)
    #expect(abs(mean) < 0.01)
    #expect(abs(square - 1) < 0.02)
    #expect(Set(images.labels) == Set(0..<10))
    #expect(images == recipe.images(count: 3_000, seed: Seed(7), name: "train"))
    #expect(images.labels != recipe.images(count: 3_000, seed: Seed(7), name: "test").labels)
    #expect(images.labels != recipe.images(count: 3_000, seed: Seed(8), name: "train").labels)
  }

  @Test("ask for the first symbol after a delay", arguments: [2, 3, 20])
  func recall(_ length: Int) {
    var stream = Seed(1).stream("recall")
    let task = DelayedRecall(length: length)
    let batch = task.sample(400, using: &stream)
    for (input, answer) in zip(batch.inputs, batch.answers) {
      #expect(input == [answer] + Array(repeating: 8, count: length - 2) + [9])
    }
    #expect(Set(batch.answers) == Set(0..<8))
    #expect(task.tokenCount == 10)
  }

  @Test("ask for a copy or its reverse", arguments: [false, true])
  func copies(_ isReversed: Bool) {
    var stream = Seed(1).stream("copy")
    let batch = CopyTask(isReversed: isReversed).sample(100, using: &stream)
    for (input, target) in zip(batch.inputs, batch.targets) {
      #expect(target == (isReversed ? input.reversed() : input))
      #expect(input.count == 8)
    }
    #expect(Set(batch.inputs.joined()) == Set(0..<12))
  }

  /// 2,000 fair coins: five standard deviations of their share are 0.056.
  @Test("ask which came first, A or B, equally often", arguments: [2, 8])
  func whichCameFirst(_ length: Int) throws {
    var stream = Seed(1).stream("first")
    let batch = WhichCameFirst(length: length).sample(2_000, using: &stream)
    for (input, answer) in zip(batch.inputs, batch.answers) {
      #expect(input.count == length)
      #expect(input.filter { $0 == 0 }.count == 1 && input.filter { $0 == 1 }.count == 1)
      #expect(input.first { $0 < 2 } == answer)
      #expect(input.allSatisfy { $0 < 6 })
    }
    let share = Double(batch.answers.reduce(0, +)) / 2_000
    #expect(abs(share - 0.5) < 0.056)
  }

  /// March 3, 2021 was a Wednesday.
  @Test("repeated periods are different tokens again and again, all lengths of a period alike")
  func repeatedPeriods() {
    var stream = Seed(2).stream("repeats")
    let task = RepeatedPeriods(tokenCount: 12, length: 20, periods: 3...6)
    let (sequences, periods) = task.sample(2_000, using: &stream)
    for (sequence, period) in zip(sequences, periods) {
      #expect(sequence.count == 21)
      #expect(Set(sequence.prefix(period)).count == period)
      #expect((period...20).allSatisfy { sequence[$0] == sequence[$0 - period] })
    }
    for period in 3...6 {
      #expect(abs(periods.count { $0 == period } - 500) < 100)
    }
  }

  @Test(
    "write a date in eight ways",
    arguments: [
      "wednesday, march 3, 2021", "the 3rd of march 2021", "3-mar-2021", "2021/03/03", "03.03.2021",
      "march 3, 2021", "3 march 2021", "mar 3 2021",
    ].enumerated().map { ($0.offset, $0.element) })
  func dates(_ spelling: Int, _ text: String) {
    let date = DateFormats.written(year: 2021, month: 3, day: 3, spelling: spelling)
    #expect(date.spelling == text)
    #expect(date.standard == "2021-03-03")
  }

  @Test(
    "know weekdays and leap years",
    arguments: [
      (1969, 7, 20, "sunday"), (2000, 2, 29, "tuesday"), (1950, 1, 1, "sunday"),
      (2049, 12, 31, "friday"),
    ])
  func weekdays(_ year: Int, _ month: Int, _ day: Int, _ name: String) {
    let date = DateFormats.written(year: year, month: month, day: day, spelling: 0)
    #expect(date.spelling.hasPrefix(name + ","))
  }

  @Test("reach every day, and are never longer than the longest")
  func everyDay() {
    let dates = (0..<DateFormats.dayCount).map { DateFormats.written(day: $0, spelling: 0) }
    #expect(dates.first?.standard == "1950-01-01")
    #expect(dates.last?.standard == "2049-12-31")
    #expect(Set(dates.map(\.standard)).count == dates.count)
    #expect(dates.map(\.spelling.count).max() == DateFormats.longestSpelling)
    let years = Set(dates.indices.map { dates[$0].standard.prefix(4) })
    #expect(years.count == 100)
  }

  @Test("mark year, month and day of a date, and use the alphabet only")
  func dateFields() throws {
    var stream = Seed(5).stream("dates")
    let vocabulary = Vocabulary(of: [DateFormats.alphabet], tokenization: .characters)
    var used = Set<Character>()
    var years = Set<Substring>()
    for _ in 0..<4_000 {
      let date = DateFormats.sample(using: &stream)
      let letters = Array(date.spelling)
      let fields = date.standard.split(separator: "-")
      #expect(String(letters[date.year]) == fields[0])
      let day = String(letters[date.day].filter { $0.isNumber })
      #expect(Int(day) == Int(fields[2]))
      #expect(!date.month.isEmpty)
      #expect(try vocabulary.decode(vocabulary.encode(date.spelling)) == date.spelling)
      used.formUnion(letters)
      used.formUnion(date.standard)
      years.insert(fields[0])
    }
    #expect(used == Set(DateFormats.alphabet))
    #expect(years.count == 100)
  }

  @Test("lie on their moons and spirals")
  func plane() {
    var stream = Seed(2).stream("plane")
    let moons = PlanePoints.moons(200, noise: 0, using: &stream)
    for (index, label) in moons.labels.enumerated() {
      let (x, y) = (moons.points.scalars[2 * index], moons.points.scalars[2 * index + 1])
      let radius = label == 0 ? hypotf(x, y) : hypotf(x - 1, y - 0.5)
      #expect(abs(radius - 1) < 1e-6)
      #expect(label == 0 ? y >= 0 : y <= 0.5)
    }
    let spirals = PlanePoints.spirals(300, classCount: 3, turns: 1.5, noise: 0, using: &stream)
    for (index, label) in spirals.labels.enumerated() {
      let x = Double(spirals.points.scalars[2 * index])
      let y = Double(spirals.points.scalars[2 * index + 1])
      let radius = hypot(x, y)
      let angle = 2 * Double.pi * (1.5 * radius + Double(label) / 3)
      #expect(hypot(x - radius * cos(angle), y - radius * sin(angle)) < 1e-5)
    }
    #expect(spirals.labels.filter { $0 == 2 }.count == 100)
  }
}
