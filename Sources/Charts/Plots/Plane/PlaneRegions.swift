/// Which of several groups each place of the plane belongs to: the one with the greatest number.
public struct PlaneRegions: Hashable, Sendable {
  /// A field a group, all on one lattice.
  public let fields: [PlaneField]
  /// The groups at the points of the lattice, by row; nil where a number is not finite.
  private let groups: [[Int?]]

  /// - Precondition: the fields have the same ranges and as many numbers in each row.
  public init(_ fields: [PlaneField]) {
    let first = fields.first
    precondition(
      fields.allSatisfy {
        $0.x == first?.x && $0.y == first?.y
          && $0.values.map(\.count) == first?.values.map(\.count)
      }, "PlaneRegions: \(fields.count) fields on different lattices")
    self.fields = fields
    groups = (first?.values ?? []).indices.map { row in
      (first?.values[row] ?? []).indices.map { column in
        Self.greatest(fields.map { $0.values[row][column] })
      }
    }
  }

  public var x: AxisRange? { fields.first?.x }
  public var y: AxisRange? { fields.first?.y }

  /// The group of a place; nil outside, and where a number around it is not finite.
  public func group(x: Double, y: Double) -> Int? {
    guard let corners = fields.first?.corners(x: x, y: y) else { return nil }
    let first = groups[corners.rows.index][corners.columns.index]
    let isInside = [corners.rows.index, corners.rows.next].allSatisfy { row in
      groups[row][corners.columns.index] == first && groups[row][corners.columns.next] == first
    }
    // Who is the greatest at all four corners is so between them: fields are linear there.
    if isInside { return first }
    let values = fields.map { $0.value(at: corners) }
    return Self.greatest(values)
  }

  /// The first of the greatest numbers; nil where one is not finite.
  private static func greatest(_ numbers: [Double]) -> Int? {
    guard numbers.allSatisfy(\.isFinite), let greatest = numbers.max() else { return nil }
    return numbers.firstIndex(of: greatest)
  }
}
