import Experiments
import Testing

@Suite("A drawing")
struct DrawingTests {
  /// A seven, in the middle of the sheet.
  static let seven = Drawing(strokes: [
    [.init(x: 9, y: 7), .init(x: 18, y: 7), .init(x: 12, y: 21)]
  ])

  private static func mass(_ image: [[Double]]) -> (ink: Double, x: Double, y: Double) {
    var (ink, x, y) = (0.0, 0.0, 0.0)
    for (row, line) in image.enumerated() {
      for (column, value) in line.enumerated() {
        ink += value
        x += value * (Double(column) + 0.5)
        y += value * (Double(row) + 0.5)
      }
    }
    return (ink, x / ink, y / ink)
  }

  @Test("of one dot is a disc as wide as the pen")
  func dot() {
    let dot = Drawing(strokes: [[.init(x: 14, y: 14)]])
    let ink = dot.ink(side: 280)
    let area = Self.mass(ink).ink / 100
    let expected = Double.pi * dot.thickness * dot.thickness / 4
    #expect(abs(area - expected) < 0.02 * expected)
    #expect(ink[140][140] == 1 && ink[140][140 + 13] == 0)
  }

  @Test(
    "fills 20 pixels of MNIST's 28 in its longer direction, its mass in the middle, wherever and however thick it was drawn",
    arguments: [(0.0, 0.0, 0.0), (5, -3, 0), (-4, 4, 1.5), (30, 0, -1)])
  func fitted(right: Double, down: Double, thicker: Double) throws {
    var drawing = Self.seven
    drawing.shift(right: right, down: down)
    drawing.thicken(by: thicker)
    let image = drawing.fitted()
    #expect(image.count == 28 && image.allSatisfy { $0.count == 28 })
    let rows = image.indices.filter { image[$0].contains { $0 > 0.5 } }
    #expect(rows.count == 20 || rows.count == 19)
    let mass = Self.mass(image)
    #expect(abs(mass.x - 14) <= 0.51 && abs(mass.y - 14) <= 0.51)
    #expect(image.joined().allSatisfy { (0...1).contains($0) })
    // Soft edges, as of what was scaled down.
    #expect(image.joined().contains { $0 > 0.2 && $0 < 0.8 })
  }

  @Test("that is wide fills the box across")
  func wide() {
    let line = Drawing(strokes: [[.init(x: 3, y: 5), .init(x: 9, y: 5)]])
    let image = line.fitted()
    let columns = image[0].indices.filter { column in image.contains { $0[column] > 0.5 } }
    #expect(columns.count == 20)
  }

  @Test("is neither scaled nor moved where it is read as it was drawn")
  func unfitted() {
    var drawing = Self.seven
    let there = drawing.unfitted()
    drawing.shift(right: 4, down: 2)
    let moved = drawing.unfitted()
    for row in 2..<28 {
      for column in 4..<28 {
        #expect(abs(moved[row][column] - there[row - 2][column - 4]) < 1e-12)
      }
    }
  }

  @Test("loses nothing by being moved off the sheet, or made thicker than it can be")
  func reversible() {
    var drawing = Self.seven
    for _ in 0..<40 { drawing.shift(right: 1, down: 0) }
    #expect(drawing.ink(side: 28).joined().allSatisfy { $0 == 0 })
    for _ in 0..<40 { drawing.shift(right: -1, down: 0) }
    #expect(drawing == Self.seven)
    for _ in 0..<100 { drawing.thicken(by: 0.5) }
    #expect(drawing.thickness == Drawing.thicknesses.upperBound)
    for _ in 0..<100 { drawing.thicken(by: -0.5) }
    #expect(drawing.thickness == Drawing.thicknesses.lowerBound)
    #expect(drawing.strokes == Self.seven.strokes)
  }

  @Test("takes its last stroke back, and nothing where there is none")
  func undo() {
    var drawing = Self.seven
    drawing.begin(at: .init(x: -5, y: 40))
    #expect(drawing.strokes.last == [.init(x: 0, y: 28)])
    drawing.draw(to: .init(x: 3, y: 3))
    drawing.undo()
    #expect(drawing == Self.seven)
    drawing.undo()
    drawing.undo()
    drawing.draw(to: .init(x: 3, y: 3))
    #expect(drawing.isEmpty)
    #expect(drawing.fitted().joined().allSatisfy { $0 == 0 })
  }
}
