public import Experiments

/// Something that the learner turns.
public struct Knob: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// `step` is the distance of neighbouring values on a linear scale (1: whole numbers).
    case number(range: ClosedRange<Double>, isLogarithmic: Bool, step: Double?)
    case choice([String])
    /// Free text of at most so many characters. It is no setting of a network: what probes are
    /// asked about, so a new one restarts nothing.
    case text(limit: Int)
    /// Numbers in rows, edited cell by cell, or one of its presets.
    case matrix(MatrixKnob)
    /// A place of the plane, moved by the arrow keys.
    case position(PositionKnob)
  }

  public var name: String
  public var label: String
  public var kind: Kind
  public var value: KnobValue
  /// Whether it holds free text.
  public var isText: Bool {
    if case .text = kind { true } else { false }
  }
  /// Whether it holds numbers in rows.
  public var holdsMatrix: Bool {
    switch kind {
    case .matrix, .position: true
    case .number, .choice, .text: false
    }
  }
  /// Whether turning it restarts the run even where it could take effect live.
  public var alwaysRestarts: Bool

  public init(
    name: String, label: String, kind: Kind, value: KnobValue, alwaysRestarts: Bool = false
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.value = value
    self.alwaysRestarts = alwaysRestarts
  }
}

/// What a knob with numbers in rows may hold: a kernel, or a picture to draw.
public struct MatrixKnob: Hashable, Sendable {
  public struct Preset: Hashable, Sendable {
    public var name: String
    public var matrix: KnobMatrix
  }

  /// The most rows and columns.
  public static let sideLimit = 32

  public var range: ClosedRange<Double>
  /// What a click adds to a cell, or takes from it.
  public var step: Double
  public var presets: [Preset]

  public func accepts(_ matrix: KnobMatrix) -> Bool {
    matrix.isMeasured && matrix.columns <= Self.sideLimit
      && matrix.rowCount <= Self.sideLimit
  }

  public func presetName(of matrix: KnobMatrix) -> String? {
    presets.first { $0.matrix == matrix }?.name
  }

  /// The preset so many further, from the first on where it is none of them.
  func preset(from matrix: KnobMatrix, clicks: Int) -> KnobMatrix {
    guard !presets.isEmpty else { return matrix }
    guard let place = presets.firstIndex(where: { $0.matrix == matrix }) else {
      return presets[clicks > 0 ? 0 : presets.count - 1].matrix
    }
    return presets[min(max(0, place + clicks), presets.count - 1)].matrix
  }

  /// A cell's number after clicks, within the range.
  public func value(from number: Double, clicks: Int) -> Double {
    let moved = number + Double(clicks) * step
    // Whole steps stay whole: 0.3, not 0.30000000000000004.
    let tidy = (moved / step).rounded() * step
    let value = abs(tidy - moved) < 1e-9 * step ? tidy : moved
    return min(max(value, range.lowerBound), range.upperBound)
  }
}

/// Where a place of the plane may be.
public struct PositionKnob: Hashable, Sendable {
  public var x: ClosedRange<Double>
  public var y: ClosedRange<Double>
  /// How far an arrow key goes.
  public var step: Double

  public func accepts(_ matrix: KnobMatrix) -> Bool {
    matrix.columns == 2 && matrix.rowCount == 1 && matrix.isMeasured
  }

  /// The place so many clicks to the right and upward, within its ranges.
  public func place(from matrix: KnobMatrix, right: Int, up: Int) -> KnobMatrix {
    func moved(_ number: Double, _ clicks: Int, _ range: ClosedRange<Double>) -> Double {
      guard clicks != 0 else { return number }
      let place = ((number / step).rounded() + Double(clicks)) * step
      return min(max(place, range.lowerBound), range.upperBound)
    }
    guard accepts(matrix) else { return matrix }
    return KnobMatrix(
      columns: 2,
      values: [moved(matrix.values[0], right, x), moved(matrix.values[1], up, y)])
  }
}

extension KnobMatrix {
  /// Numbers of more than that are refused: what is drawn or counted by them has an end.
  public static let numberLimit = 1e6

  /// Whether its numbers are finite, and no larger than a million.
  fileprivate var isMeasured: Bool { values.allSatisfy { $0.magnitude <= Self.numberLimit } }
}
