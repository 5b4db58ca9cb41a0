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
    if let weights { fields["weights"]?.checkPlain(weights) }
    guard let model = fields.required("model"), let template = TrainReader.model(model, knobs: [])
    else { return nil }
    guard let label, let data, let weights,
      let network = network(template, data: data, model)
    else { return nil }
    return Pad(label: label, network: network, data: data, weights: weights)
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
  /// The sets whose images are like what is drawn: digits of 28×28 gray pixels, light on dark.
  static let dataSets = DatasetCatalog.all.filter {
    $0.inputShape == [1, 28, 28] && $0.classNames == (0...9).map { "\($0)" }
  }.map(\.name)
}
