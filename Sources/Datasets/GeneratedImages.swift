import Tensors

extension DatasetKind {
  /// `kind: glyphs`: drawn digits, moved and noisy.
  static let glyphs = DatasetKind(
    name: "glyphs", title: "Drawn digits, moved and noisy",
    settings: [
      DataSettingField("size", .whole(7...64, default: 12)),
      DataSettingField("shift", .whole(0...32, default: 1)),
      DataSettingField("test_shift", .whole(-1...32, default: -1)),
      DataSettingField("noise", .number(0...10, default: 0.3)),
    ],
    describe: { settled throws(DataFault) in
      let size = settled.whole("size")
      for name in ["shift", "test_shift"] {
        let (shift, most) = (settled.whole(name), GlyphDigits.largestShift(size: size))
        guard shift <= most else {
          throw settled.fault(name, "\(shift)", "at most \(most) for pictures of \(size)×\(size)")
        }
      }
      return DatasetDescription(
        name: "glyphs", title: "Drawn digits",
        form: .images(channels: 1, height: size, width: size),
        classNames: (0...9).map { "\($0)" }, counts: (3_000, 800), limits: (60_000, 10_000),
        settings: settled.given)
    },
    load: { settled throws(DataFault) in
      let (size, shift) = (settled.whole("size"), settled.whole("shift"))
      let noise = settled.number("noise")
      let testShift = settled.whole("test_shift")
      let digits = GlyphDigits(size: size, shift: shift, noise: noise)
      let testDigits = GlyphDigits(
        size: size, shift: testShift < 0 ? shift : testShift, noise: noise)
      return TrainingData(
        train: digits.images(count: settled.trainCount, seed: Seed(0), name: "train"),
        test: testDigits.images(count: settled.testCount, seed: Seed(0), name: "test"))
    })
}
