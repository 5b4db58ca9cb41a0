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
    [("Picture", file ?? (settings["digit"] == nil ? "a photograph" : "handwritten digits"))]
  }

  /// The longest side of a kernel.
  static let kernelLimit = 31
  /// A dense layer has a weight from each pixel to each output.
  static let denseLimit = 48

  package func plan(
    knobs: [String: KnobValue], arm: Arm?
  ) throws(PlanFault) -> any ExperimentPlan {
    let resolver = SettingResolver(settings: settings, knobs: knobs)
    let layer = try layer(resolver)
    let shift = try resolver.numbers("shift").map { Int($0.rounded()) }
    let poolWord = try resolver.word("pool", among: Self.pools, default: "none")
    let window = try resolver.whole("window", in: 1...64, default: 2)
    let plan = FilterPlan(
      subject: try subject(resolver),
      size: try resolver.whole("size", in: sizes(layer), default: 64),
      layer: layer,
      stride: try resolver.whole("stride", in: 1...16, default: 1),
      padding: try resolver.whole("padding", in: 0...16, default: 0),
      isRectified: try resolver.word("activation", among: Self.activations, default: "identity")
        == "relu",
      pool: poolWord == "none"
        ? nil : FilterPlan.Pool(takesLargest: poolWord == "max", window: window),
      shift: shift.count == 2 ? shift : [0, 0])
    let (rows, columns) = (plan.mapSize.rows, plan.mapSize.columns)
    guard min(rows, columns) >= (plan.pool?.window ?? 1) else {
      throw .outOfRange(
        setting: "filter", value: Double(min(rows, columns)),
        expected: "a map of \(plan.pool?.window ?? 1) rows and columns at least: take a smaller "
          + "kernel, or more padding")
    }
    return plan
  }

  private func subject(_ resolver: SettingResolver) throws(PlanFault) -> FilterPlan.Subject {
    if let file { return .picture(.file(file)) }
    if resolver.has("digit") {
      return .digits(
        first: try resolver.whole("digit", in: 0...FilterPlan.digitCount - 1, default: 0),
        count: try resolver.whole("digits", in: 1...200, default: 1))
    }
    return .picture(
      .photograph(try resolver.word("picture", among: Photographs.names, default: "camera")))
  }

  /// Pixels along a side of the picture: a digit is not cut, and weights of their own take room.
  private func sizes(_ layer: FilterPlan.Layer) -> ClosedRange<Int> {
    (settings["digit"] == nil ? 8 : Self.digitSide)...(layer == .dense ? Self.denseLimit : 128)
  }

  private func layer(_ resolver: SettingResolver) throws(PlanFault) -> FilterPlan.Layer {
    if try resolver.truth("dense", default: false) { return .dense }
    let kernel = try kernel(resolver)
    let (isLocal, count) = (
      try resolver.truth("local", default: false),
      try resolver.whole("random", in: 0...16, default: 0)
    )
    guard case .kernel(let matrix, _, _) = kernel, isLocal || count > 0 else { return kernel }
    let size = FilterPlan.Size(rows: matrix.rowCount, columns: matrix.columns)
    return isLocal ? .local(size) : .random(size, count: count)
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

  /// Pixels along a side of a digit.
  private static let digitSide = 28
  static let pools = ["none", "max", "average"]
  static let activations = ["identity", "relu"]
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
          SettingField("shift", .numbers), SettingField("local", .truth),
          SettingField("random", .number), SettingField("digit", .number),
          SettingField("digits", .number),
          SettingField("activation", .word(FilterTemplate.activations)),
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
