internal import Tensors

/// Draws at every place of a variable, each independent of all others, and their means so far.
struct Sampling: Process {
  private(set) var plan: SamplePlan
  let places: [Double]
  /// What the means come to; empty where nobody says.
  let exact: [Double]
  private var sums: [Double]
  /// Draws at each place so far.
  private(set) var count = 0
  private var uniforms: RandomStream
  private var normals: RandomStream

  init(_ plan: SamplePlan, seed: Seed) {
    self.plan = plan
    places = plan.places
    exact = plan.exact.map { exact in plan.places.map { exact([$0]) } } ?? []
    sums = places.map { _ in 0 }
    uniforms = seed.stream("uniform draws")
    normals = seed.stream("normal draws")
  }

  var isFinite: Bool { sums.allSatisfy(\.isFinite) }
  /// NaN before the first draw.
  var means: [Double] { sums.map { count == 0 ? .nan : $0 / Double(count) } }

  /// How far the means may be off; empty where nobody says.
  var bounds: [Double] {
    guard count > 0, let bound = plan.bound else { return [] }
    return places.map { bound([$0, Double(count)]) }
  }

  func tell(in archive: inout ArchiveWriter) {
    archive.write(count)
    archive.write(sums) { $0.write($1) }
  }

  mutating func advance() {
    for _ in 0..<plan.drawsPerStep {
      for (index, x) in places.enumerated() {
        sums[index] += plan.draw([x, uniforms.nextUniform(), normals.nextNormal()])
      }
    }
    count += plan.drawsPerStep
  }

  mutating func retune(_ plan: SamplePlan) {}

  /// The place nearest to x.
  func place(nearestTo x: Double) -> Int {
    places.indices.min { abs(places[$0] - x) < abs(places[$1] - x) } ?? 0
  }
}
