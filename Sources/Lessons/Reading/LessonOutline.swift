/// A lesson file cut into front matter and steps, not yet interpreted.
struct LessonOutline {
  /// Some lines in a row.
  struct Passage {
    /// The file's number of the first line, from 1.
    var firstLine: Int
    var lines: [String]

    var text: String { lines.joined(separator: "\n") }
  }

  struct Step {
    var title: String
    var line: Int
    /// The text around the lab block, with the file's line numbers.
    var passages: [Passage] = []
    var block: Passage?
    /// The line where the block opens.
    var blockLine = 0
  }

  var frontMatter: Passage
  var steps: [Step] = []

  init?(_ text: LessonText, log: FaultLog) {
    let lines = text.lines
    guard Self.isRule(lines[0]) else {
      log.add(.noFrontMatter, line: 1, column: 1)
      return nil
    }
    guard let end = lines.dropFirst().firstIndex(where: Self.isRule) else {
      log.add(.unclosedFrontMatter, line: 1, column: 1)
      return nil
    }
    frontMatter = Passage(firstLine: 2, lines: Array(lines[1..<end]))
    readBody(lines, from: end + 1, log)
    if steps.isEmpty { log.add(.noSteps, line: lines.count, column: 1) }
  }

  private static func isRule(_ line: String) -> Bool {
    line.hasPrefix("---") && line.dropFirst(3).allSatisfy { $0 == " " }
  }

  private mutating func readBody(_ lines: [String], from start: Int, _ log: FaultLog) {
    var index = start
    while index < lines.count {
      let line = lines[index]
      if line.hasPrefix("```") {
        index = readFence(lines, at: index, log)
      } else if line.hasPrefix("## ") {
        steps.append(Step(title: Self.trimmed(line.dropFirst(3)), line: index + 1))
        index += 1
      } else {
        append(line, at: index, log)
        index += 1
      }
    }
  }

  /// Reads the fenced block that opens at `index`; returns the index after it.
  private mutating func readFence(_ lines: [String], at index: Int, _ log: FaultLog) -> Int {
    let isLab = Self.trimmed(lines[index].dropFirst(3)) == "lab"
    guard
      let close = lines[(index + 1)...].firstIndex(where: { Self.trimmed($0[...]) == "```" })
    else {
      log.add(.unclosedFence, line: index + 1, column: 1)
      return lines.count
    }
    guard isLab else {
      for inner in index...close { append(lines[inner], at: inner, log) }
      return close + 1
    }
    let block = Passage(firstLine: index + 2, lines: Array(lines[(index + 1)..<close]))
    if steps.isEmpty {
      log.add(.textBeforeSteps, line: index + 1, column: 1)
    } else if steps[steps.count - 1].block != nil {
      log.add(.secondBlock, line: index + 1, column: 1)
    } else {
      steps[steps.count - 1].block = block
      steps[steps.count - 1].blockLine = index + 1
    }
    return close + 1
  }

  private mutating func append(_ line: String, at index: Int, _ log: FaultLog) {
    guard let last = steps.indices.last else {
      if !Self.trimmed(line[...]).isEmpty { log.add(.textBeforeSteps, line: index + 1, column: 1) }
      return
    }
    if let passage = steps[last].passages.indices.last,
      steps[last].passages[passage].firstLine + steps[last].passages[passage].lines.count
        == index + 1
    {
      steps[last].passages[passage].lines.append(line)
    } else {
      steps[last].passages.append(Passage(firstLine: index + 1, lines: [line]))
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { String(start[...$0]) } ?? ""
  }
}
