import Arithmetic

/// A label of a vertical axis; row 0 is the axis's uppermost.
struct VerticalTick: Hashable {
  var row: Int
  var label: String
}

/// A vertical axis with its ticks, in rows that are equally far apart where that can be had.
struct VerticalAxis {
  /// What an axis may give up for ticks in even rows.
  enum Freedom {
    /// Its ends: it may grow a little beyond its range, and lose some rows.
    case ends
    /// One or two of its uppermost rows: its ends are fixed.
    case rows
    case nothing
  }

  let mapping: AxisMapping
  /// In rising order of their numbers.
  let ticks: [VerticalTick]
  /// Rows above the upper end of the axis.
  let emptyRows: Int

  init(_ mapping: AxisMapping, rows: AxisRows, freedom: Freedom, glyphs: GlyphTier) {
    let mayLoseRows = freedom != .nothing && mapping.scale == .linear
    let heights = (0...(mayLoseRows ? min(2, rows.count / 6) : 0)).map { rows.shorter(by: $0) }
    var best: (cost: Double, lost: Int, grid: RowGrid)?
    for (lost, rows) in heights.enumerated() where freedom == .ends {
      guard let grid = RowGrid.best(of: mapping, rows: rows) else { continue }
      // What a lost row is worth.
      let cost = grid.cost + 0.3 * Double(lost)
      if cost < best?.cost ?? .infinity { best = (cost, lost, grid) }
    }
    if let (_, lost, grid) = best {
      (self.mapping, emptyRows) = (grid.mapping, lost)
      let labels = Ticks(glyphs: glyphs).labels(
        grid.ticks.map(\.place), step: grid.step, scale: mapping.scale, in: mapping.range)
      ticks = Self.distinct(zip(grid.ticks, labels).map { VerticalTick(row: $0.row, label: $1) })
      return
    }
    self.mapping = mapping
    let choices = heights.map { TickChoice(mapping, rows: $0, glyphs: glyphs) }
    emptyRows = choices.firstIndex(where: \.isEven) ?? 0
    ticks = Self.distinct(choices[emptyRows].ticks)
  }

  /// Without those whose label says no more than that of the one before.
  private static func distinct(_ ticks: [VerticalTick]) -> [VerticalTick] {
    zip([nil] + ticks.map(\.label), ticks).compactMap { $0 == $1.label ? nil : $1 }
  }
}

/// The ticks that suit an axis whose ends stay.
private struct TickChoice {
  let ticks: [VerticalTick]
  /// Whether several distances from row to row are all the same.
  let isEven: Bool

  init(_ axis: AxisMapping, rows: AxisRows, glyphs: GlyphTier) {
    let tried = Self.candidates(axis, rows: rows, glyphs: glyphs).compactMap {
      ticks -> (ticks: [VerticalTick], spread: Int, cost: Double)? in
      let gaps = zip(ticks, ticks.dropFirst()).map { $0.row - $1.row }
      guard let least = gaps.min(), let most = gaps.max(), least >= rows.gap else { return nil }
      let mean = Double(gaps.reduce(0, +)) / Double(gaps.count)
      let ratio = Double(ticks.count) / Double(rows.wantedTicks)
      let cost = abs(ratio.log() / 2.0.log()) + 1.5 * Double(most - least) / mean
      return (ticks, most - least, cost)
    }
    let even = tried.filter { $0.spread == 0 && $0.ticks.count >= 3 }
    if let best = even.min(by: { $0.cost < $1.cost }) {
      (ticks, isEven) = (best.ticks, true)
    } else {
      let best = tried.min { $0.cost < $1.cost }?.ticks
      ticks = best ?? Self.rounder(axis, rows: rows, glyphs: glyphs)
      isEven = false
    }
  }

  /// Ticks a step apart, of all steps that are round: numbers, or decades.
  private static func candidates(
    _ axis: AxisMapping, rows: AxisRows, glyphs: GlyphTier
  ) -> [[VerticalTick]] {
    let (lower, upper) = axis.ends
    let needed = (upper - lower) / rows.length * Double(rows.gap)
    return axis.steps(from: needed, count: 20).compactMap { step in
      let first = (lower / step - 1e-9).rounded(.up)
      let last = (upper / step + 1e-9).rounded(.down)
      guard abs(first) < 1e9, last > first, last - first < 50 else { return nil }
      let places = (0...Int(last - first)).map { (first + Double($0)) * step }
      let labels = Ticks(glyphs: glyphs).labels(
        places, step: step, scale: axis.scale, in: axis.range)
      return zip(places, labels).map { place, label in
        VerticalTick(row: rows.row(of: (place - lower) / (upper - lower)), label: label)
      }
    }
  }

  /// Where no steps fit: at most one tick in so many rows, the uppermost first, then rounder ones.
  private static func rounder(
    _ axis: AxisMapping, rows: AxisRows, glyphs: GlyphTier
  ) -> [VerticalTick] {
    guard rows.count > 0 else { return [] }
    let ticks = Ticks(glyphs: glyphs).values(
      in: axis.range, scale: axis.scale, count: rows.wantedTicks)
    let shown = ticks.compactMap { tick -> (tick: Tick, row: Int)? in
      guard let place = axis.fraction(tick.value), place > -1e-6, place < 1 + 1e-6 else {
        return nil
      }
      return (tick, rows.row(of: place))
    }
    var placed: [VerticalTick] = []
    for (tick, row) in shown.suffix(1) + shown.sorted(by: { $0.tick.roundness < $1.tick.roundness })
    where !placed.contains(where: { abs($0.row - row) < rows.gap }) {
      placed.append(VerticalTick(row: row, label: tick.label))
    }
    return placed.sorted { $0.row > $1.row }
  }
}

/// An axis that is a little longer than its range, with ticks at the multiples of `step`, `pitch` rows
/// apart, so that each names the very number in its row.
private struct RowGrid {
  let step: Double
  let mapping: AxisMapping
  /// In rising order; on a logarithmic scale the places are decades.
  let ticks: [(row: Int, place: Double)]
  /// Lower is better: little more than the range, and as many ticks as look well.
  let cost: Double

  /// How much of its length an axis may grow; bars of decades would lose too much of their height.
  private static func mostWaste(on scale: AxisScale) -> Double {
    scale == .logarithmic ? 0.125 : 0.25
  }

  static func best(of axis: AxisMapping, rows: AxisRows) -> RowGrid? {
    let (lower, upper) = axis.ends
    let grids = (rows.gap..<max(rows.gap, rows.count)).flatMap { pitch in
      let least = (upper - lower) * (1 - 2 * rows.air) / rows.length * Double(pitch)
      return axis.steps(from: least, count: 3).compactMap {
        RowGrid(step: $0, pitch: pitch, axis, rows)
      }
    }
    return grids.min { $0.cost < $1.cost }
  }

  private init?(step: Double, pitch: Int, _ axis: AxisMapping, _ rows: AxisRows) {
    let (lower, upper) = axis.ends
    // What a row is worth; rows are counted in it from zero upward.
    let unit = step / Double(pitch)
    let air = rows.air * (upper - lower)
    let lowest = ((lower == 0 ? 0 : lower + air) / unit + rows.below + 1e-6).rounded(.down)
    guard abs(lowest) < 1e9 else { return nil }
    let from = (lowest - rows.below) * unit
    let to = (lowest + Double(rows.count - 1) + rows.above) * unit
    let waste = (to - from) / (upper - lower) - 1
    guard to >= upper - air - 1e-6 * unit, waste <= Self.mostWaste(on: axis.scale) else {
      return nil
    }
    let isLogarithmic = axis.scale == .logarithmic
    mapping = AxisMapping(
      AxisRange(
        lower: isLogarithmic ? 10.0.pow(from) : from, upper: isLogarithmic ? 10.0.pow(to) : to),
      scale: axis.scale)
    self.step = step
    ticks = (0..<rows.count).reversed().compactMap { row in
      let index = Int(lowest) + rows.count - 1 - row
      return index.isMultiple(of: pitch) ? (row, Double(index / pitch) * step) : nil
    }
    guard ticks.count >= (isLogarithmic ? rows.leastTicks : 2) else { return nil }
    let ratio = Double(ticks.count) / Double(rows.wantedTicks)
    cost =
      3 * waste + abs(ratio.log() / 2.0.log()) + (ticks.count < rows.leastTicks ? 1 : 0)
  }
}

extension AxisMapping {
  /// The ends of the axis: numbers, or on a logarithmic scale decades.
  fileprivate var ends: (lower: Double, upper: Double) {
    scale == .logarithmic
      ? (range.lower.log10(), range.upper.log10()) : (range.lower, range.upper)
  }

  /// The least so many round steps that are not below `least`: 1, 2, 2.5 and 5 times a power of ten,
  /// or whole decades.
  fileprivate func steps(from least: Double, count: Int) -> [Double] {
    guard least.isFinite, least > 1e-290, least < 1e290 else { return [] }
    if scale == .logarithmic {
      let decades = max(1, (least - 1e-9).rounded(.up))
      return (0..<count).map { decades + Double($0) }
    }
    let magnitude = least.log10().rounded(.down)
    let steps = (0...count / 4 + 1).flatMap { power in
      [1, 2, 2.5, 5].map { $0 * 10.0.pow(magnitude + Double(power)) }
    }
    return Array(steps.drop { $0 < least * (1 - 1e-9) }.prefix(count))
  }
}
