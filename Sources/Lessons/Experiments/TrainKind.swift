extension ExperimentKind {
  /// `data`, `model` and `train`: a network trains on data.
  ///
  /// Arms that differ in more than numbers take one of several by name: `models:` and `datasets:` hold
  /// them, and `model:` and `data:` of an arm say which. Beside them `model:` and `data:` of the front
  /// matter are those of arms that name none.
  static let train = ExperimentKind(
    name: "train", blocks: ["data", "model", "train", "models", "datasets"],
    armChoices: { fields in
      var choices: [String: [String]] = [:]
      if let models = fields["models"]?.names { choices["model"] = models }
      if let sets = fields["datasets"]?.names { choices["data"] = sets }
      return choices
    },
    read: { blocks in
      let reader = TrainReader(blocks: blocks)
      let data = reader.dataSets()
      let models = reader.models()
      guard let training = blocks.training() else { return nil }
      return TrainTemplate(dataSets: data, models: models, training: training)
    })
}

/// Reads the blocks of a network that trains.
struct TrainReader {
  let blocks: ExperimentBlocks

  func dataSets() -> [String: TrainTemplate.DataSet] {
    read("data", several: "datasets") { field in
      DataReader(log: blocks.log, knobs: blocks.knobs).read(field)
    }
  }

  func models() -> [String: ModelTemplate] {
    read("model", several: "models") { Self.model($0, knobs: blocks.knobs, mayBeTrained: true) }
  }

  /// The block of one by itself, under no name, and those of several.
  private func read<Thing>(
    _ one: String, several: String, _ read: (Field) -> Thing?
  ) -> [String: Thing] {
    var things: [String: Thing] = [:]
    let list = blocks.fields[several]?.fields()
    let single = list == nil ? blocks.fields.required(one) : blocks.fields[one]
    if let single { things[""] = read(single) }
    for entry in list?.entries ?? [] {
      if isName(entry.key) {
        things[entry.key] = read(entry.value)
      } else {
        entry.keyField.fault(.badName(kind: "one of \(several)", name: entry.key))
      }
    }
    return things
  }

  /// A model by its kind and settings.
  /// - Parameter mayBeTrained: whether it may start from the weights of a file.
  static func model(
    _ field: Field, knobs: [Knob], mayBeTrained: Bool = false
  ) -> ModelTemplate? {
    guard let model = field.fields(),
      let name = model.required("kind")?.word(among: ModelKind.all.map(\.name), kind: "model"),
      let kind = ModelKind.named(name)
    else { return nil }
    let reader = SettingReader(knobs: knobs, variables: kind.variables)
    let weights = mayBeTrained ? model["weights"]?.string(limit: 60) : nil
    if let weights { model["weights"]?.checkPlain(weights) }
    return ModelTemplate(
      kind: name,
      settings: reader.read(
        model, kind.fields, extra: mayBeTrained ? ["kind", "weights"] : ["kind"]),
      weights: weights)
  }
}
