internal import Datasets
internal import Experiments

/// Reads the block `pad`: `{label: LeNet-5, data: mnist, model: {kind: lenet}, weights: lenet}`.
enum PadReader {
  static func pad(_ field: Field?) -> Pad? {
    guard let fields = field?.fields(known: ["label", "data", "model", "weights"]) else {
      return nil
    }
    let label = fields.required("label")?.string(limit: 24)
    let data = fields.required("data")?.word(among: Pad.dataSets, kind: "set of digits")
    let weights = fields.required("weights")?.string(limit: 60)
    guard let model = fields.required("model"), let template = TrainReader.model(model, knobs: [])
    else { return nil }
    if let weights, !isFileStem(weights) {
      fields["weights"]?.fault(
        .outOfRange(
          key: "pad.weights", found: weights.quoted,
          expected: "the name of a file in Assets/Checkpoints without `.safetensors`: "
            + "letters, digits, `-` and `_`"))
      return nil
    }
    guard let label, let data, let weights,
      let network = network(template, data: data, model)
    else { return nil }
    return Pad(label: label, network: network, data: data, weights: weights)
  }

  private static func isFileStem(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
          || $0 == 0x2D || $0 == 0x5F
      }
  }

  /// The network with every number settled; a fault at the block where it can't be built.
  private static func network(
    _ template: ModelTemplate, data: String, _ field: Field
  ) -> NetworkPlan? {
    guard let kind = ModelKind.named(template.kind), let dataset = DatasetCatalog.named(data) else {
      return nil
    }
    do throws(PlanFault) {
      let network = try kind.build(
        SettingResolver(settings: template.settings, knobs: [:]),
        ModelInput(dataset, kind: template.kind))
      do { _ = try network.network(batch: 1) } catch { throw PlanFault.network(error) }
      return network
    } catch {
      field.fault(.plan(error, arm: nil))
      return nil
    }
  }
}

extension Pad {
  /// The sets whose images are like what is drawn: 28×28 gray pixels, light on dark.
  static let dataSets = DatasetCatalog.all.filter {
    DatasetCatalog.format(of: $0.name)?.imageShape == [1, 28, 28]
  }.map(\.name)
}
