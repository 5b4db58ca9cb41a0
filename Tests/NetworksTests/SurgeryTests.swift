import Networks
import Tensors
import Testing

@Suite("Networks cut and held")
struct SurgeryTests {
  private static func transformer(_ surgery: Surgery) throws -> Network {
    try Network(inputShape: [6], surgery: surgery) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try DecoderTransformer(
          vocabulary: 7, longest: 6, depth: 2, TransformerSettings(width: 12, heads: 3), in: &model)
      ]
    }
  }

  @Test("a silenced head is as good as zero rows in the product over the heads' results")
  func heads() throws {
    var surgery = Surgery()
    surgery.silencedUnits["blocks/1/attention"] = [1]
    let (whole, cut) = try (Self.transformer(Surgery()), Self.transformer(surgery))
    var weights = whole.weights(seed: Seed(4))
    let x = Tensor(shape: [2, 6], scalars: (0..<12).map { Float($0 % 7) })
    let silenced = cut(x, weights)
    #expect(silenced != whole(x, weights))
    let output = try #require(
      whole.parameters.first { $0.name == "blocks/1/attention/output/weight" })
    var rows = weights[output].scalars
    for place in 4 * 12..<8 * 12 { rows[place] = 0 }
    weights[output] = Tensor(shape: [12, 12], scalars: rows)
    let expected = whole(x, weights)
    for (a, b) in zip(silenced.scalars, expected.scalars) { #expect(abs(a - b) < 1e-6) }
  }

  @Test("a block without attention and feed-forward passes on what it gets, but for one bias")
  func layers() throws {
    var surgery = Surgery()
    surgery.silenced = ["blocks/0/feedforward", "blocks/1/feedforward"]
    let (whole, cut) = try (Self.transformer(Surgery()), Self.transformer(surgery))
    var weights = whole.weights(seed: Seed(4))
    let x = Tensor(shape: [1, 6], scalars: [0, 1, 2, 3, 4, 5])
    let silenced = cut(x, weights)
    for parameter in whole.parameters where parameter.name.contains("feedforward/second") {
      weights[parameter] = Tensor(zeros: parameter.shape)
    }
    let expected = whole(x, weights)
    for (a, b) in zip(silenced.scalars, expected.scalars) { #expect(abs(a - b) < 1e-6) }
  }

  @Test("a frozen parameter is none of those that are trained, and its stream is the same")
  func frozen() throws {
    var surgery = Surgery()
    surgery.frozen = ["output/weight", "output/bias"]
    let (whole, held) = try (Self.transformer(Surgery()), Self.transformer(surgery))
    #expect(whole.parameterCount - held.parameterCount == 12 * 7 + 7)
    #expect(whole.weights(seed: Seed(2)) == held.weights(seed: Seed(2)))
  }
}
