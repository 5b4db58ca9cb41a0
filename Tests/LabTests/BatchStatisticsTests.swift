import Experiments
import Lab
import Lessons
import Testing

@Suite("Batch statistics")
struct BatchStatisticsTests {
  /// By probe, the two normalizations' values after `steps` steps.
  private func readings(_ lambda: Double, after steps: Int) throws -> [String: [Double]] {
    let kind = ModelLesson.dropout
    let session = try Session(
      lesson: kind.lesson, library: kind.library, settings: ["lambda": .number(lambda)])
    for _ in 0..<steps { try session.sendAndSettle(.step) }
    session.request(SnapshotRequest(probes: ["mu", "sigma", "average", "deviation", "gap"]))
    session.waitUntilSettled()
    let readings = try #require(session.arm("first")?.readings)
    return readings.keys.reduce(into: [:]) { $0[$1] = readings.layers($1) }
  }

  @Test("with λ = 0 the running averages stay 0 and 1, and the gap is that of the batch to them")
  func frozen() throws {
    let found = try readings(0, after: 4)
    #expect(found["average"] == [0, 0] && found["deviation"] == [1, 1])
    for layer in 0..<2 {
      let (mean, deviation) = (found["mu"]?[layer] ?? .nan, found["sigma"]?[layer] ?? .nan)
      #expect(mean > 0 && deviation > 0)
      #expect(abs((found["gap"]?[layer] ?? .nan) - mean / deviation) < 1e-6)
    }
  }

  @Test("with a larger λ the running averages are those of the newest batches")
  func moving() throws {
    let (slow, fast) = (try readings(0.01, after: 8), try readings(0.5, after: 8))
    for layer in 0..<2 {
      let target = fast["sigma"]?[layer] ?? .nan
      let far = abs((slow["deviation"]?[layer] ?? .nan) - target)
      #expect(abs((fast["deviation"]?[layer] ?? .nan) - target) < far)
    }
  }

  @Test("with batch statistics one image a batch has no deviation, and all images look the same")
  func oneImage() throws {
    let kind = ModelLesson.dropout
    var text = try kind.lesson
    text.probes.append(
      Probe(name: "one", measure: .testAccuracy, every: 5, label: "one", batches: .oneImage))
    let run = try HeadlessRun.run(text, library: kind.library, steps: 5)
    // Every class has a tenth of the images, and all get the same answer.
    #expect(run.arms[0].series["one"]?.raw == [0.1, 0.1])
  }
}
