internal import Datasets
internal import Experiments

/// A setting that a kind of model, or training, has in lesson files.
struct SettingField: Sendable {
  enum Kind: Sendable {
    /// A number or an expression over knobs and the model's variables.
    case number
    /// A list of those.
    case numbers
    case word([String])
    /// A knob with choices, whatever they are.
    case choice
    /// `yes` or `no`.
    case truth
    /// Numbers in rows, or a knob that holds some.
    case matrix
  }

  static let truthWords = ["yes", "no", "true", "false"]

  /// Groups are joined by a dot: `init.variance`.
  var name: String
  var kind: Kind
  var isRequired: Bool

  init(_ name: String, _ kind: Kind, isRequired: Bool = false) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
  }
}

/// A kind of network that lessons can name: its settings and how they become layers.
///
/// A new kind is one file with one static value, and its entry in `all`.
package struct ModelKind: Sendable {
  package var name: String
  var fields: [SettingField]
  /// The plain names that its expressions may read, such as `fan_in`.
  var variables: [String]
  var build: @Sendable (SettingResolver, ModelInput) throws(PlanFault) -> NetworkPlan

  package static let all: [ModelKind] = [
    .multilayerPerceptron, .leNet, .convolutional, .residual, .sequenceToSequence, .characters,
    .causalConvolutions, .transformer,
  ]

  static func named(_ name: String) -> ModelKind? {
    all.first { $0.name == name }
  }
}
