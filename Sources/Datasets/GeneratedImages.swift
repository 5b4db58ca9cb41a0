import Tensors

extension DatasetKind {
  /// `kind: glyphs`: drawn digits, moved and noisy.
  static let glyphs = DatasetKind(
    name: "glyphs", title: "Drawn digits, moved and noisy",
    settings: [
      DataSettingField("size", .whole(7...64, default: 12)),
      DataSettingField("shift", .whole(0...32, default: 1)),
      // Where it isn't given the digits of the test are moved as far as those of the training.
      DataSettingField("test_shift", .optionalWhole(0...32)),
      DataSettingField("noise", .number(0...10, default: 0.3)),
    ],
    describe: { settled throws(DataFault) in
      _ = try glyphRecipes(settled)
      let size = settled.whole("size")
      return DatasetDescription(
        name: "glyphs", title: "Drawn digits",
        form: .images(channels: 1, height: size, width: size),
        classNames: (0...9).map { "\($0)" }, counts: (3_000, 800), limits: (60_000, 10_000),
        settings: settled.given)
    },
    load: { settled throws(DataFault) in
      let recipes = try glyphRecipes(settled)
      return TrainingData(
        train: recipes.train.images(count: settled.trainCount, seed: Seed(0), name: "train"),
        test: recipes.test.images(count: settled.testCount, seed: Seed(0), name: "test"))
    })

  private static func glyphRecipes(
    _ settled: SettledData
  ) throws(DataFault) -> (train: GlyphDigits, test: GlyphDigits) {
    let (size, noise) = (settled.whole("size"), settled.number("noise"))
    func recipe(_ name: String, _ shift: Int) throws(DataFault) -> GlyphDigits {
      let most = GlyphDigits.largestShift(size: size)
      guard shift <= most else {
        throw settled.fault(name, "\(shift)", "at most \(most) in pictures of \(size)×\(size)")
      }
      return GlyphDigits(size: size, shift: shift, noise: noise)
    }
    let shift = settled.whole("shift")
    return (
      try recipe("shift", shift),
      try recipe("test_shift", settled.optionalWhole("test_shift") ?? shift)
    )
  }
}
