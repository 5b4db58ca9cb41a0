import Datasets
internal import Experiments

/// What a lesson's `data` may say, and how it becomes a plan.
enum DataVocabulary {
  /// The settings that may depend on knobs: the counts, those of the kind, `augment` and `test_images`.
  /// - Parameter open: settings with names that a knob chooses.
  static func fields(of kind: DatasetKind, open: [String] = []) -> [SettingField] {
    [SettingField("train", .number), SettingField("test", .number)]
      + kind.settings.compactMap { setting in
        switch setting.kind {
        case .whole, .optionalWhole, .number: SettingField(setting.name, .number)
        case .word(let words, _): SettingField(setting.name, .word(words))
        case .names: open.contains(setting.name) ? SettingField(setting.name, .choice) : nil
        case .file, .text: nil
        }
      }
      + augmentationFields + testChangeFields
  }

  /// The choice of a knob that stands for no names at all.
  static let noNames = "none"

  static let augmentationFields =
    amounts.map { SettingField("augment.\($0.name)", .number) } + [
      SettingField("augment.flip", .word(flips))
    ]

  private static let testChangeFields = ["turn", "right", "down"].map {
    SettingField("test_images.\($0)", .number)
  }

  private static let flips = ["none", "horizontal", "vertical", "both"]

  /// The largest extents: beyond them there is nothing left of an image.
  private static let amounts: [(name: String, most: Double)] = [
    ("shift", 64), ("rotate", 180), ("scale", 0.9), ("shear", 2), ("brightness", 10),
    ("contrast", 10), ("saturation", 10), ("blur", 8), ("cutout", 512),
  ]

  /// The plan with its open settings filled in.
  static func plan(
    _ plan: DataPlan, _ settings: SettingResolver
  ) throws(PlanFault) -> DataPlan {
    guard !settings.settings.isEmpty, let kind = DatasetCatalog.kind(plan.kind) else { return plan }
    var settled = plan
    for setting in kind.settings where settings.has(setting.name) {
      switch setting.kind {
      case .whole(let range, let standard):
        settled.settings[setting.name] = Double(
          try settings.whole(setting.name, in: range, default: standard))
      case .optionalWhole(let range):
        settled.settings[setting.name] = Double(
          try settings.whole(setting.name, in: range, default: range.lowerBound))
      case .number(let range, let standard):
        settled.settings[setting.name] = try settings.number(
          setting.name, in: range, default: standard)
      case .word(let words, let standard):
        settled.words[setting.name] = try settings.word(
          setting.name, among: words, default: standard)
      case .names:
        let names = try settings.choice(setting.name)
        settled.words[setting.name] = names == noNames ? nil : names
      case .file, .text: break
      }
    }
    // What was found in the files holds for the settings with which they were looked at.
    if (settled.settings, settled.words) != (plan.settings, plan.words) { settled.looked = nil }
    let dataset: DatasetDescription
    do { dataset = try settled.description() } catch { throw .data(error) }
    if kind.readsOwnFiles { settled.looked = dataset }
    settled.trainCount = try settings.whole(
      "train", in: 1...dataset.trainLimit, default: dataset.trainCount)
    settled.testCount = try settings.whole(
      "test", in: 1...dataset.testLimit, default: dataset.testCount)
    settled.testChange = try testChange(settings, of: dataset)
    return settled
  }

  /// nil: the images of the test are as they are.
  private static func testChange(
    _ settings: SettingResolver, of dataset: DatasetDescription
  ) throws(PlanFault) -> ImageChange? {
    guard dataset.isOfImages else { return nil }
    let change = ImageChange(
      degrees: try settings.number("test_images.turn", in: -180...180, default: 0),
      right: try settings.whole("test_images.right", in: -512...512, default: 0),
      down: try settings.whole("test_images.down", in: -512...512, default: 0))
    return change == ImageChange() ? nil : change
  }

  /// In the order in which they are applied; those without extent are left out.
  static func augmentations(
    _ settings: SettingResolver, of dataset: DatasetDescription
  ) throws(PlanFault) -> [ImageAugmentation] {
    guard case .images = dataset.form else { return [] }
    var extents: [String: Double] = [:]
    for (name, most) in amounts {
      let isWhole = name == "shift" || name == "cutout"
      extents[name] =
        isWhole
        ? Double(try settings.whole("augment.\(name)", in: 0...Int(most), default: 0))
        : try settings.number("augment.\(name)", in: 0...most, default: 0)
    }
    func extent(_ name: String) -> Double { extents[name] ?? 0 }
    let flip = try settings.word("augment.flip", among: flips, default: "none")
    let all: [(isOn: Bool, change: ImageAugmentation)] = [
      (
        extent("rotate") + extent("scale") + extent("shear") > 0,
        .affine(degrees: extent("rotate"), scale: extent("scale"), shear: extent("shear"))
      ),
      (extent("shift") > 0, .shift(maximum: Int(extent("shift")))),
      (["horizontal", "both"].contains(flip), .flip(.horizontal, probability: 0.5)),
      (["vertical", "both"].contains(flip), .flip(.vertical, probability: 0.5)),
      (
        extent("brightness") + extent("contrast") + extent("saturation") > 0,
        .colorJitter(
          brightness: extent("brightness"), contrast: extent("contrast"),
          saturation: extent("saturation"))
      ),
      (extent("blur") > 0, .blur(maximumDeviation: extent("blur"))),
      (extent("cutout") > 0, .cutout(side: Int(extent("cutout")))),
    ]
    return all.filter(\.isOn).map(\.change)
  }
}

extension SettingResolver {
  fileprivate func number(
    _ name: String, in range: ClosedRange<Double>, default standard: Double
  ) throws(PlanFault) -> Double {
    let value = try number(name, default: standard)
    guard range.contains(value) else {
      throw .outOfRange(
        setting: name, value: value,
        expected: "a number from \(shortNumber(range.lowerBound)) to "
          + shortNumber(range.upperBound))
    }
    return value
  }
}
