import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite struct ClaimsTests {
  static let record = ClaimRecord(
    formula: "metric(he, loss, 400) < 0.9", over: "all", seeds: Array(1001...1008),
    holdsBySeed: Array(repeating: true, count: 8), holds: true, isThin: false,
    comparisons: [
      .init(
        text: "metric(he, loss, 400)", bound: "< 0.9", movingBound: [],
        values: [0.31, 0.33, 0.35, 0.37, 0.39, 0.41, 0.43, 0.45], holds: true, margin: 9.2,
        isThin: false)
    ])

  static func opened(size: Size = Size(columns: 80, rows: 24)) throws -> AppModel {
    var model = try AppModel.study(step: 2, at: 400, size: size)
    model.press("⏎")
    _ = model.update(.claimRecords(["learns": record]))
    return model
  }

  @Test("Enter on the text shows what the page claims, with the record over all seeds")
  func shows() throws {
    var model = try AppModel.study(step: 2, at: 400)
    #expect(model.press("⏎") == [.readClaims])
    #expect(model.place == .claims)
    _ = model.update(.claimRecords(["learns": Self.record]))
    let text = model.text(80, 24)
    #expect(text.contains("What this page claims"))
    #expect(text.contains("✓ learns"))
    #expect(text.contains("held on 8 of 8 seeds"))
    for number in ["0.310", "0.380", "0.450", "< 0.9", "9.2 sd"] { #expect(text.contains(number)) }
  }

  @Test("a claim without a record says how to make one")
  func withoutRecord() throws {
    var model = try Self.opened()
    model.press("j")
    #expect(model.text(80, 24).contains("gradlab verify --record makes one"))
  }

  @Test("Enter runs the claim on a fresh seed and shows what it comes to")
  func tries() throws {
    var model = try Self.opened()
    #expect(model.press("⏎") == [.tryClaim("learns")])
    _ = model.update(.claimTrial("learns", .running(0.4)))
    #expect(model.text(80, 24).contains("Running on a fresh seed: 40 %"))
    _ = model.update(
      .claimTrial(
        "learns", .done(ClaimTrial(seed: 4711, holds: false, comparisons: [], faults: []))))
    #expect(model.text(80, 24).contains("On seed 4711 it does not hold."))
    _ = model.update(.claimTrial("learns", .failed("no memory is left")))
    #expect(model.text(80, 24).contains("no memory is left"))
    model.press("⎋")
    #expect(model.place == .study)
  }

  @Test("a page without claims has no such key")
  func none() throws {
    var model = try AppModel.study(step: 0)
    #expect(model.press("⏎").isEmpty)
    #expect(model.place == .study)
  }
}
