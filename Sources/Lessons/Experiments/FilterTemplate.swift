internal import Datasets
package import Experiments

/// A filter on a picture, still open in the knobs.
package struct FilterTemplate: ExperimentTemplate {
  /// A PNG file of one's own; nil: a photograph that is shipped.
  package var file: String?
  package var settings: [String: Setting]

  package var steps: Int { 0 }
  package var mainBlock: String { "filter" }
  package var verb: String { "Filters" }
  package var rebuildingSettings: [Setting] { Array(settings.values) }

  package var facts: [(name: String, text: String)] {
    [("Picture", file ?? "one of \(Photographs.names.count) photographs")]
  }

  /// The longest side of a kernel.
  static let kernelLimit = 31
  /// A dense layer has a weight from each pixel to each output.
  static let denseLimit = 48

  package func plan(
    knobs: [String: KnobValue], arm: Arm?
  ) throws(PlanFault) -> any ExperimentPlan {
    let resolver = SettingResolver(settings: settings, knobs: knobs)
    let isDense = try resolver.truth("dense", default: false)
    let shift = try resolver.numbers("shift").map { Int($0.rounded()) }
    let poolWord = try resolver.word("pool", among: Self.pools, default: "none")
    let window = try resolver.whole("window", in: 1...64, default: 2)
    let plan = FilterPlan(
      source: try source(resolver),
      size: try resolver.whole("size", in: 8...(isDense ? Self.denseLimit : 128), default: 64),
      layer: isDense ? .dense : try kernel(resolver),
      stride: try resolver.whole("stride", in: 1...16, default: 1),
      padding: try resolver.whole("padding", in: 0...16, default: 0),
      pool: poolWord == "none"
        ? nil : FilterPlan.Pool(takesLargest: poolWord == "max", window: window),
      shift: shift.count == 2 ? shift : [0, 0])
    let (rows, columns) = plan.mapSize
    guard min(rows, columns) >= (plan.pool?.window ?? 1) else {
      throw .outOfRange(
        setting: "filter", value: Double(min(rows, columns)),
        expected: "a map of \(plan.pool?.window ?? 1) rows and columns at least: take a smaller "
          + "kernel, or more padding")
    }
    return plan
  }

  private func source(_ resolver: SettingResolver) throws(PlanFault) -> FilterPlan.Source {
    if let file { return .file(file) }
    return .photograph(
      try resolver.word("picture", among: Photographs.names, default: "camera"))
  }

  private func kernel(_ resolver: SettingResolver) throws(PlanFault) -> FilterPlan.Layer {
    guard let kernel = try resolver.matrix("kernel") else {
      throw .unknownWord(setting: "kernel", word: "", words: ["rows of numbers", "a knob"])
    }
    for side in [kernel.rowCount, kernel.columns]
    where side.isMultiple(of: 2) || side > Self.kernelLimit {
      throw .outOfRange(
        setting: "the kernel's side", value: Double(side),
        expected: "an odd number from 1 to \(Self.kernelLimit), so that it has a middle")
    }
    let divide = try resolver.number("divide", default: 1)
    guard divide != 0 else {
      throw .outOfRange(setting: "divide", value: 0, expected: "a number other than 0")
    }
    return .kernel(
      kernel, divide: divide, isFlipped: try resolver.truth("flip", default: false))
  }

  static let pools = ["none", "max", "average"]
}

extension ExperimentKind {
  /// `filter`: a kernel goes over a picture.
  static let filter = ExperimentKind(
    name: "filter", blocks: ["filter"],
    read: { blocks in
      guard let fields = blocks.fields.required("filter")?.fields() else { return nil }
      let reader = SettingReader(knobs: blocks.knobs, variables: [])
      let settings = reader.read(
        fields,
        [
          SettingField("picture", .word(Photographs.names)), SettingField("size", .number),
          SettingField("kernel", .matrix), SettingField("divide", .number),
          SettingField("flip", .truth), SettingField("stride", .number),
          SettingField("padding", .number), SettingField("pool", .word(FilterTemplate.pools)),
          SettingField("window", .number), SettingField("dense", .truth),
          SettingField("shift", .numbers),
        ], extra: ["file"])
      var file: String?
      if let field = fields["file"] {
        guard let path = DataReader(log: blocks.log, knobs: blocks.knobs).path(field) else {
          return nil
        }
        do throws(DataFault) { _ = try PNGPicture(path: path) } catch {
          field.fault(.data(error, key: field.name))
          return nil
        }
        file = path
      }
      return FilterTemplate(file: file, settings: settings)
    })
}
