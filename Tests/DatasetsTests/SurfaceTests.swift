import Datasets
import Glibc
import Testing

@Suite("A surface to descend on")
struct SurfaceTests {
  private static let all =
    Surface.all + [.quadratic(curvature: 1), .quadratic(curvature: 1_000)]

  /// Central differences (f(x + h) − f(x − h)) / 2h with h = 10⁻⁵: their error is h²·f‴/6 and
  /// rounding ε·f/h, together far below 10⁻⁶ of the numbers involved.
  @Test("has the gradient of its values", arguments: all)
  func gradient(_ surface: Surface) {
    let (xs, ys) = surface.domain
    let h = 1e-5
    for row in 0...6 {
      for column in 0...6 {
        let x = xs.lowerBound + Double(column) / 6 * (xs.upperBound - xs.lowerBound)
        let y = ys.lowerBound + Double(row) / 6 * (ys.upperBound - ys.lowerBound)
        func difference(_ dx: Double, _ dy: Double) -> Double {
          let ahead = surface.value(at: PlanePoint(x + h * dx, y + h * dy))
          return (ahead - surface.value(at: PlanePoint(x - h * dx, y - h * dy))) / (2 * h)
        }
        let gradient = surface.gradient(at: PlanePoint(x, y))
        let scale = 1e-6 * (1 + abs(surface.value(at: PlanePoint(x, y))))
        #expect(abs(gradient.x - difference(1, 0)) < scale)
        #expect(abs(gradient.y - difference(0, 1)) < scale)
      }
    }
  }

  @Test("is flat at its minima and nowhere lower in its domain", arguments: all)
  func minima(_ surface: Surface) {
    let (xs, ys) = surface.domain
    for minimum in surface.minima {
      let gradient = surface.gradient(at: minimum)
      #expect(hypot(gradient.x, gradient.y) < 1e-9)
      let depth = surface.value(at: minimum)
      for step in 0..<10_201 {
        let x = xs.lowerBound + Double(step % 101) / 100 * (xs.upperBound - xs.lowerBound)
        let y = ys.lowerBound + Double(step / 101) / 100 * (ys.upperBound - ys.lowerBound)
        #expect(surface.value(at: PlanePoint(x, y)) >= depth - 1e-9)
      }
    }
    #expect(xs.contains(surface.start.x) && ys.contains(surface.start.y))
    #expect(!surface.formula.isEmpty && !surface.source.isEmpty)
  }

  /// The values that the sources give.
  @Test("has the depth that its source names")
  func depths() {
    func depth(_ surface: Surface) -> [Double] { surface.minima.map(surface.value) }
    for surface in [Surface.rosenbrock, .beale, .booth, .threeHumpCamel] {
      #expect(depth(surface) == [0])
    }
    for value in depth(.himmelblau) { #expect(abs(value) < 1e-20) }
    // −39.16617 for each of the two dimensions (Jamil and Yang 2013).
    for value in depth(.styblinskiTang) { #expect(abs(value + 2 * 39.16617) < 1e-4) }
    #expect(depth(.boundedSaddle) == [-0.25, -0.25])
    #expect(Surface.saddle.minima.isEmpty)
    #expect(Set(Surface.all.map(\.name)).count == Surface.all.count)
  }

  @Test("in many dimensions has curvatures evenly on a logarithmic scale")
  func diagonal() {
    let quadratic = DiagonalQuadratic(dimensions: 4, condition: 1_000)
    for (found, expected) in zip(quadratic.curvatures, [1, 0.1, 0.01, 0.001]) {
      #expect(abs(found / expected - 1) < 1e-12)
    }
    #expect(abs(quadratic.value(at: [1, 1, 1, 1]) - 1.111 / 2) < 1e-12)
    #expect(quadratic.gradient(at: [2, 0, 0, 0]) == [2, 0, 0, 0])
    #expect(DiagonalQuadratic(dimensions: 1, condition: 5, largest: 3).curvatures == [3])
  }
}
