/// A Python script that trains a lesson's networks in PyTorch, from the files beside it.
struct PyTorchScript {
  /// One arm, as code.
  struct Arm: Hashable, Sendable {
    var id: String
    var label: String
    var code: PyTorchArmCode
    var operations: PyTorchOperations
    var parameterCount: Int
    /// The tensor with the rows of every batch.
    var batches: String
    /// Steps over which the loss curves are compared; nil: they can't be.
    var compared: Int?
    /// The share of right answers on the test set at the end.
    var accuracy: Double?
  }

  /// How the network takes its examples from the tensors of the data file.
  enum Input: Hashable, Sendable {
    /// Bytes b; (b/255 − mean)/deviation.
    case bytes(mean: Double, deviation: Double)
    /// As they are.
    case values
    /// Whole numbers: tokens.
    case tokens
  }

  var title: String
  var question: String
  var seed: UInt64
  /// The command line that writes the script.
  var command: String
  var arms: [Arm]
  var input: Input
  var steps: Int
  /// Whether there is a label for each of several tokens.
  var isSequence: Bool

  /// Definitions that some arm makes use of.
  private var pieces: Set<PyTorchPiece> {
    arms.reduce(into: []) { pieces, arm in
      pieces.formUnion(arm.code.network.pieces)
      pieces.formUnion(arm.code.optimizer.pieces)
      pieces.formUnion(arm.code.schedule.pieces)
      if !arm.operations.changes.isEmpty { pieces.insert(.operations) }
    }
  }

  var normalizesBatches: Bool { pieces.contains(.sharedStatistics) }
  var clips: Bool { arms.contains { $0.code.clipping != nil } }
  var operates: Bool { pieces.contains(.operations) }
  var smooths: Bool { arms.contains { $0.code.labelSmoothing != 0 } }

  /// The whole script.
  var text: String {
    let first = pieces.intersection(PyTorchPiece.ofNetworks)
    let second = pieces.subtracting(PyTorchPiece.ofNetworks)
    let sections =
      [heading] + definitions(first) + networks + definitions(second) + [armTable, batchFunction]
      + machinery
    return sections.joined(separator: "\n\n\n") + "\n"
  }

  private func definitions(_ pieces: Set<PyTorchPiece>) -> [String] {
    PyTorchPiece.allCases.filter(pieces.contains).map(\.text)
  }

  // MARK: Networks

  /// The different networks, in the order of the arms.
  private var distinct: [PyTorchNetwork] {
    arms.map(\.code.network).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Of the distinct networks: `Network` where all arms share one; else each is named after the
  /// first arm that has it, with a number where another one has that name already.
  private var classNames: [String] {
    guard distinct.count > 1 else { return ["Network"] }
    return distinct.reduce(into: []) { names, network in
      let id = arms.first { $0.code.network == network }?.id ?? ""
      let name = PyTorchText.className(id) + "Network"
      let numbered = (2...(names.count + 2)).map { "\(name)\($0)" }
      names.append(([name] + numbered).first { !names.contains($0) } ?? name)
    }
  }

  private func className(_ network: PyTorchNetwork) -> String {
    zip(distinct, classNames).first { $0.0 == network }?.1 ?? "Network"
  }

  private var networks: [String] {
    distinct.map { network in
      let users = arms.filter { $0.code.network == network }
      let names = users.map(\.id).joined(separator: ", ")
      let count = PyTorchScript.grouped(users.first?.parameterCount ?? 0)
      let lines =
        ["\"\"\"Of \(PyTorchText.words(names)): \(count) weights and biases.\"\"\"", ""]
        + network.body
      return "class \(className(network))(\(network.base)):\n"
        + lines.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    }
  }

  /// 12,345.
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.enumerated().map { place, digit in
      let rest = digits.count - place
      return place > 0 && rest.isMultiple(of: 3) ? ",\(digit)" : "\(digit)"
    }.joined()
  }

  // MARK: Arms

  private var armTable: String {
    let entries = arms.map { arm in
      (["\(PyTorchText.string(arm.id)): Arm("] + fields(of: arm).map { "    \($0)," } + ["),"])
        .map { "    \($0)\n" }.joined()
    }
    return armClass + "\n\n\nARMS = {\n" + entries.joined() + "}"
  }

  private func fields(of arm: Arm) -> [String] {
    var fields = [
      "label=\(PyTorchText.string(arm.label))", "network=\(className(arm.code.network))",
      "optimizer=lambda weights: \(arm.code.optimizer.text)",
      "schedule=\(arm.code.schedule.text)", "batches=\(PyTorchText.string(arm.batches))",
      "compared=\(arm.compared.map(String.init) ?? "None")",
      "accuracy=\(arm.accuracy.map(PyTorchText.number) ?? "None")",
    ]
    if !arm.operations.changes.isEmpty {
      fields.append("changes=[\(arm.operations.changes.map(\.python).joined(separator: ", "))]")
    }
    if let clipping = arm.code.clipping { fields.append("clip=lambda weights: \(clipping)") }
    if arm.code.labelSmoothing != 0 {
      fields.append("label_smoothing=\(PyTorchText.number(arm.code.labelSmoothing))")
    }
    return fields
  }

  private var batchFunction: String {
    let inputs =
      switch input {
      case .bytes(let mean, let deviation):
        "(data[f\"{part}inputs\"][rows] / 255 - \(PyTorchText.number(mean)))"
          + " / \(PyTorchText.number(deviation))"
      case .values: "data[f\"{part}inputs\"][rows].to(torch.get_default_dtype())"
      case .tokens: "data[f\"{part}inputs\"][rows].long()"
      }
    return #"""
      def examples(data, rows, part=""):
          """What the network reads, and the right answers."""
          x = \#(inputs)
          return x, data[f"{part}labels"][rows].long()
      """#
  }
}
