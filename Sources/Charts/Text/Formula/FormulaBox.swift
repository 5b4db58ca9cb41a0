/// A rectangle of characters with a row that lines up with its neighbors'.
struct FormulaBox {
  /// From above, all of the same width.
  private(set) var rows: [String]
  private(set) var width: Int
  /// The row that stands on the line of the text.
  private(set) var baseline: Int

  init(_ text: String) {
    rows = [text]
    width = CharacterWidth.columns(of: text)
    baseline = 0
  }

  init(rows: [String], baseline: Int) {
    let width = rows.reduce(0) { max($0, CharacterWidth.columns(of: $1)) }
    self.rows = rows.map { $0.padded(to: width) }
    self.width = width
    self.baseline = baseline
  }

  var height: Int { rows.count }
  private var below: Int { rows.count - 1 - baseline }

  /// Boxes side by side on one baseline.
  static func beside(_ boxes: [FormulaBox]) -> FormulaBox {
    let above = boxes.reduce(0) { max($0, $1.baseline) }
    let below = boxes.reduce(0) { max($0, $1.below) }
    var rows = Array(repeating: "", count: above + below + 1)
    for box in boxes {
      for row in rows.indices {
        let own = row - above + box.baseline
        rows[row] +=
          box.rows.indices.contains(own) ? box.rows[own] : String(repeating: " ", count: box.width)
      }
    }
    return FormulaBox(rows: rows, baseline: above)
  }

  /// Boxes one below the other, centered; the baseline is that of box `index`.
  static func stacked(_ boxes: [FormulaBox], baselineOf index: Int) -> FormulaBox {
    let width = boxes.reduce(0) { max($0, $1.width) }
    var rows: [String] = []
    var baseline = 0
    for (place, box) in boxes.enumerated() {
      if place == index { baseline = rows.count + box.baseline }
      rows += box.rows.map { String(repeating: " ", count: (width - box.width) / 2) + $0 }
    }
    return FormulaBox(rows: rows.map { $0.padded(to: width) }, baseline: baseline)
  }

  /// The box with its baseline moved.
  func with(baseline: Int) -> FormulaBox { FormulaBox(rows: rows, baseline: baseline) }
}

/// Sets a formula in two dimensions.
struct FormulaSetter {
  var glyphs: GlyphTier

  private var inline: FormulaInline { FormulaInline(glyphs: glyphs) }

  func box(_ node: FormulaNode) -> FormulaBox {
    switch node {
    case .symbol, .space: return FormulaBox(inline.text(node))
    case .row(let nodes):
      return nodes.isEmpty ? FormulaBox("") : .beside(FormulaRow.spaced(nodes).map(box))
    case .fraction(let top, let bottom): return fraction(box(top), box(bottom))
    case .root(let body, let degree): return root(box(body), degree)
    case .scripts(let base, let lower, let upper): return scripts(base, lower, upper)
    case .accent(let base, let mark):
      if case .symbol = base, !inline.text(node).contains("(") {
        return FormulaBox(inline.text(node))
      }
      let inner = box(base)
      let roof = mark == "¯" ? (String(repeating: "▁", count: inner.width)) : mark
      return .stacked([FormulaBox(roof), inner], baselineOf: 1)
    case .delimited(let left, let body, let right):
      let inner = box(body)
      return .beside([delimiter(left, like: inner), inner, delimiter(right, like: inner)])
    case .matrix(let rows, let left, let right): return matrix(rows, left, right)
    }
  }

  private func fraction(_ top: FormulaBox, _ bottom: FormulaBox) -> FormulaBox {
    let bar = String(
      repeating: glyphs == .ascii ? "-" : "─", count: max(top.width, bottom.width) + 2)
    return .stacked([top, FormulaBox(bar), bottom], baselineOf: 1)
  }

  private func root(_ body: FormulaBox, _ degree: FormulaNode?) -> FormulaBox {
    let roof = " " + String(repeating: glyphs == .braille ? "▁" : "_", count: max(1, body.width))
    let sign = glyphs == .braille ? "√" : "\\"
    let side = glyphs == .ascii ? "|" : "│"
    let rows = body.rows.enumerated().map {
      ($0.offset == body.height - 1 ? sign : side) + $0.element
    }
    let rooted = FormulaBox(rows: [roof] + rows, baseline: body.baseline + 1)
    let small = degree.map { inline.script($0) } ?? ""
    return small.isEmpty ? rooted : .beside([FormulaBox(small), rooted])
  }

  private func scripts(
    _ base: FormulaNode, _ lower: FormulaNode?, _ upper: FormulaNode?
  ) -> FormulaBox {
    if FormulaRow.spacing(base) == .large {
      let parts = [upper.map(limit), box(base), lower.map(limit)]
      return .stacked(parts.compactMap { $0 }, baselineOf: upper == nil ? 0 : 1)
    }
    let inner = box(base)
    let plain = inline.text(.scripts(base, lower: lower, upper: upper))
    if inner.height == 1 && glyphs == .braille && !plain.contains("^") && !plain.contains("_") {
      return FormulaBox(inner.rows[0] + plain.dropFirst(inline.text(base).count))
    }
    if inner.height == 1 && glyphs != .braille { return FormulaBox(plain) }
    // The upper script ends where the base begins, the lower one begins where it ends.
    let high = upper.map { small($0, FormulaSymbols.superscripts) }
    let low = lower.map { small($0, FormulaSymbols.subscripts) }
    let lift = inner.height == 1 ? (high?.height ?? 0) : max(0, (high?.height ?? 0) - 1)
    let drop = inner.height == 1 ? (low?.height ?? 0) : max(0, (low?.height ?? 0) - 1)
    let width = max(high?.width ?? 0, low?.width ?? 0)
    var rows = Array(
      repeating: String(repeating: " ", count: width), count: lift + inner.height + drop)
    for (offset, row) in (high?.rows ?? []).enumerated() { rows[offset] = row.padded(to: width) }
    for (offset, row) in (low?.rows ?? []).enumerated() {
      rows[rows.count - (low?.height ?? 0) + offset] = row.padded(to: width)
    }
    return .beside([inner, FormulaBox(rows: rows, baseline: lift + inner.baseline)])
  }

  /// What stands above or below a large sign, without air.
  private func limit(_ node: FormulaNode) -> FormulaBox {
    let inner = box(node)
    return inner.height == 1 ? FormulaBox(inner.rows[0].filter { $0 != " " }) : inner
  }

  /// A script in small letters where they exist.
  private func small(_ node: FormulaNode, _ table: [Character: Character]) -> FormulaBox {
    guard glyphs == .braille else { return limit(node) }
    return FormulaSymbols.small(inline.text(node), table).map(FormulaBox.init) ?? limit(node)
  }

  private func matrix(_ rows: [[FormulaNode]], _ left: String, _ right: String) -> FormulaBox {
    let boxes = rows.map { $0.map(box) }
    let columns = boxes.reduce(0) { max($0, $1.count) }
    guard columns > 0 else { return FormulaBox(left + right) }
    let lines = boxes.map { cells in
      FormulaBox.beside(
        (0..<columns).flatMap { column -> [FormulaBox] in
          let width = boxes.reduce(0) { column < $1.count ? max($0, $1[column].width) : $0 }
          let cell = column < cells.count ? cells[column] : FormulaBox("")
          let padding = FormulaBox(
            String(repeating: " ", count: width - cell.width + (column + 1 < columns ? 2 : 0)))
          return [cell, padding]
        })
    }
    let inner = FormulaBox(rows: lines.flatMap(\.rows), baseline: 0)
    let centered = inner.with(baseline: (inner.height - 1) / 2)
    return .beside([delimiter(left, like: centered), centered, delimiter(right, like: centered)])
  }

  /// A bracket as tall as what it encloses.
  private func delimiter(_ mark: String, like box: FormulaBox) -> FormulaBox {
    guard box.height > 1, !mark.isEmpty else { return FormulaBox(mark) }
    let parts: (String, String, String, String)? =
      switch (mark, glyphs) {
      case ("(", .braille): ("⎛", "⎜", "⎜", "⎝")
      case (")", .braille): ("⎞", "⎟", "⎟", "⎠")
      case ("[", .braille): ("⎡", "⎢", "⎢", "⎣")
      case ("]", .braille): ("⎤", "⎥", "⎥", "⎦")
      case ("{", .braille): ("⎧", "⎪", "⎨", "⎩")
      case ("}", .braille): ("⎫", "⎪", "⎬", "⎭")
      case ("(", _): ("/", "|", "|", "\\")
      case (")", _): ("\\", "|", "|", "/")
      case ("[", _), ("]", _): ("|", "|", "|", "|")
      case ("{", _), ("}", _): ("|", "|", mark, "|")
      case ("|", _): ("|", "|", "|", "|")
      case ("‖", _): ("‖", "‖", "‖", "‖")
      default: nil
      }
    guard let parts else { return FormulaBox(mark) }
    let rows = (0..<box.height).map { row in
      if row == 0 { return parts.0 }
      if row == box.height - 1 { return parts.3 }
      return row == box.height / 2 ? parts.2 : parts.1
    }
    return FormulaBox(rows: rows, baseline: box.baseline)
  }
}

extension FormulaInline {
  /// A small text for the degree of a root.
  func script(_ node: FormulaNode) -> String {
    let plain = text(node)
    guard glyphs == .braille else { return plain }
    return FormulaSymbols.small(plain, FormulaSymbols.superscripts) ?? plain
  }
}
