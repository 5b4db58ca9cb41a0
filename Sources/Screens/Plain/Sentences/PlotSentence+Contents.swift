import Charts
internal import Experiments
import Lab
import Lessons

/// One way of saying for each form that readings have.
extension PlotSentence {
  /// What is said of one reading.
  func contents(of reading: Reading, arm: ArmSnapshot, probe: String) -> [Clause] {
    let name = context.name(of: arm, probe)
    func noun(_ text: String) -> [Clause] {
      let share = Int((reading.progress * 100).rounded(.down))
      let part = reading.isComplete ? "" : " (\(share) % worked out)"
      return [Clause(name: name, text: text + part, isStatement: false)]
    }
    switch reading.content {
    case .layers, .series:
      return statements(context.lines.filter { $0.arm == arm.id && $0.probe == probe })
    case .histograms(let histograms): return noun(text(of: histograms))
    case .pictures(let pictures): return noun(text(of: pictures))
    case .plane(let plane): return noun(text(of: plane))
    case .graph(let graph): return noun(text(of: graph))
    case .text(let passages): return noun(text(of: passages))
    case .table(let table): return noun(text(of: table))
    case .block(let block):
      return noun(block.map(text) ?? "no mean is taken")
    }
  }

  // MARK: Histograms

  private func text(of histograms: [Histogram]) -> String {
    guard histograms.count > 1, let first = histograms.first, let last = histograms.last else {
      return histograms.first.map(peak) ?? "no layers"
    }
    return "\(histograms.count) layers, in layer 1 \(peak(of: first)), in layer "
      + "\(histograms.count) \(peak(of: last))"
  }

  /// The fullest bin, and what it has of all.
  private func peak(of histogram: Histogram) -> String {
    let total = histogram.counts.reduce(0, +)
    guard total > 0, let most = histogram.counts.max(),
      let bin = histogram.counts.firstIndex(of: most)
    else { return "nothing is counted" }
    let (lower, upper) = (histogram.range.lowerBound, histogram.range.upperBound)
    let width = (upper - lower) / Double(histogram.counts.count)
    let share = NumberText.compact(100 * Double(most) / Double(total), glyphs: glyphs)
    return "\(share) % lie between \(number(lower + Double(bin) * width)) and "
      + number(lower + Double(bin + 1) * width)
  }

  // MARK: Matrices

  private func text(of pictures: [Picture]) -> String {
    let sizes = Set(pictures.map { [$0.values.count, $0.values.first?.count ?? 0] })
    let values = pictures.flatMap { $0.values.joined() }.filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else { return "no values" }
    let size = sizes.count == 1 ? sizes.first.map { " of \($0[0]) by \($0[1])" } ?? "" : ""
    let count = pictures.count == 1 ? "a matrix" : "\(pictures.count) matrices"
    let title = pictures.count == 1 && !pictures[0].title.isEmpty ? " (\(pictures[0].title))" : ""
    let range =
      least == most ? "all \(number(least))" : "from \(number(least)) to \(number(most))"
    guard least < most, let place = place(of: most, in: pictures) else {
      return "\(count)\(size)\(title), \(range)"
    }
    return "\(count)\(size)\(title), \(range), the highest \(place)"
  }

  private func place(of value: Double, in pictures: [Picture]) -> String? {
    for (number, picture) in pictures.enumerated() {
      for (row, values) in picture.values.enumerated() {
        guard let column = values.firstIndex(of: value) else { continue }
        func name(_ labels: [String], _ index: Int, _ word: String) -> String {
          labels.indices.contains(index) && !labels[index].isEmpty
            ? "\(word) \u{201C}\(labels[index])\u{201D}" : "\(word) \(index + 1)"
        }
        let title = picture.title.isEmpty ? "matrix \(number + 1)" : picture.title
        return "in \(name(picture.rowLabels, row, "row")), "
          + name(picture.columnLabels, column, "column")
          + (pictures.count > 1 ? " of \(title)" : "")
      }
    }
    return nil
  }

  // MARK: The plane

  private func text(of plane: Plane) -> String {
    var parts: [String] = []
    if let field = plane.field { parts += [text(of: field, axes: plane.axes)] }
    if !plane.shares.isEmpty { parts.append(regions(of: plane)) }
    if let first = plane.path.first, let last = plane.path.last, plane.path.count > 1 {
      parts.append("a path of \(plane.path.count) places from \(at(first)) to \(at(last))")
    } else if let only = plane.path.first {
      parts.append("a place at \(at(only))")
    }
    if !plane.points.isEmpty { parts.append(points(of: plane)) }
    return parts.isEmpty ? "nothing to be seen" : parts.joined(separator: ", ")
  }

  private func at(_ place: Plane.Place) -> String { "(\(number(place.x)), \(number(place.y)))" }

  private func text(of field: Plane.Field, axes: [String]) -> String {
    let values = field.values.joined().filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else { return "a field without values" }
    let names = axes.count > 1 ? axes : ["x", "y"]
    let area =
      "\(names[0]) from \(number(field.x.lowerBound)) to \(number(field.x.upperBound)), "
      + "\(names[1]) from \(number(field.y.lowerBound)) to \(number(field.y.upperBound))"
    let low = field.place(of: least).map { " at \(at($0))" } ?? ""
    let high = field.place(of: most).map { " at \(at($0))" } ?? ""
    return "over \(area), lowest \(number(least))\(low), highest \(number(most))\(high)"
  }

  /// How much of the plane belongs to each group.
  private func regions(of plane: Plane) -> String {
    let counts = plane.winners
    let total = counts.reduce(0, +)
    let parts = counts.enumerated().map { group, count in
      let name = plane.groups.indices.contains(group) ? plane.groups[group] : "group \(group + 1)"
      return "\(name) \(NumberText.compact(100 * Double(count) / Double(max(1, total)))) %"
    }
    return "of the plane belong to \(parts.listed)"
  }

  private func points(of plane: Plane) -> String {
    let groups = Set(plane.points.map(\.group)).sorted()
    let names = groups.map { group in
      let count = plane.points.count { $0.group == group }
      return plane.groups.indices.contains(group) ? "\(count) \(plane.groups[group])" : "\(count)"
    }
    let count = "\(plane.points.count) point\(plane.points.count == 1 ? "" : "s")"
    return groups.count > 1 ? "\(count): \(names.listed)" : count
  }

  // MARK: The rest

  private func text(of graph: Graph) -> String {
    let names = graph.nodes.map(\.label).filter { !$0.isEmpty }
    let shown = names.prefix(8).joined(separator: ", ")
    let rest = names.count > 8 ? " and \(names.count - 8) more" : ""
    let out = graph.nodes.count(where: \.isLeftOut)
    return "\(graph.nodes.count) boxes and \(graph.edges.count) arrows: \(shown)\(rest)"
      + (out > 0 ? "; \(out) are left out at this step" : "")
  }

  private func text(of passages: [Passage]) -> String {
    passages.map { passage in
      if passage.isRemark { return passage.text }
      let scalars = Array(passage.text.unicodeScalars)
      let end = min(max(0, passage.promptEnd), scalars.count)
      let written = Self.oneLine(scalars[end...])
      let title = passage.title.isEmpty ? "" : "\(passage.title), "
      let given = end > 0 ? "given \u{201C}\(Self.oneLine(scalars[..<end]))\u{201D}, " : ""
      return "\(title)\(given)it wrote \u{201C}\(written)\u{201D}"
    }.joined(separator: "; ")
  }

  /// So much of a text stands in a sentence.
  private static let quoted = 120

  private static func oneLine(_ part: ArraySlice<Unicode.Scalar>) -> String {
    let text = String(String.UnicodeScalarView(part.map { $0.properties.isWhitespace ? " " : $0 }))
    return text.count > quoted ? text.prefix(quoted) + "\u{2026}" : text
  }

  /// All cells, a row after the other.
  private func text(of table: Table) -> String {
    let rows = table.rows.map { row in
      row.map { cell in
        switch cell {
        case .text(let text), .formula(let text): text
        case .number(let value): number(value)
        }
      }.joined(separator: " = ")
    }
    return rows.isEmpty ? "no rows" : rows.joined(separator: "; ")
  }

  private func text(of block: AxisBlock) -> String {
    let parts = block.axes.map { "\($0.part.count) of \($0.length) \($0.name)" }
    return "\(block.title) takes a mean of \(block.count) numbers, \(parts.listed)"
  }
}

extension Plane.Field {
  /// Where a value of the lattice lies.
  fileprivate func place(of value: Double) -> Plane.Place? {
    func at(_ index: Int, of count: Int, _ range: ClosedRange<Double>) -> Double {
      let share = Double(index) / Double(max(1, count - 1))
      return range.lowerBound * (1 - share) + range.upperBound * share
    }
    for (row, numbers) in values.enumerated() {
      if let column = numbers.firstIndex(of: value) {
        return Plane.Place(x: at(column, of: numbers.count, x), y: at(row, of: values.count, y))
      }
    }
    return nil
  }
}

extension Plane {
  /// For each group the number of lattice points that belong to it.
  fileprivate var winners: [Int] {
    var counts = [Int](repeating: 0, count: shares.count)
    guard let first = shares.first else { return counts }
    for row in first.values.indices {
      for column in first.values[row].indices {
        let winner = shares.indices.max { a, b in
          shares[a].values[row][column] < shares[b].values[row][column]
        }
        if let winner { counts[winner] += 1 }
      }
    }
    return counts
  }
}
