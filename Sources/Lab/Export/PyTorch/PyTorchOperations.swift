internal import Experiments
internal import Networks
internal import Tensors

/// What is done to an arm's network on its way, as PyTorch carries it out.
struct PyTorchOperations: Hashable, Sendable {
  /// After an operation, before the step of that number.
  struct Change: Hashable, Sendable {
    var step: Int
    /// Of modules whose results are 0: all, or these places of axis 1.
    var silentOutputs: [String: [Int]?]
    /// Of modules that are given 0 in these places of the last axis.
    var silentInputs: [String: [Int]]
    /// Parameters that the optimizer leaves alone.
    var frozen: [String]
    /// Parameters that have new numbers, stored under these names.
    var replaced: [Replacement]
  }

  struct Replacement: Hashable, Sendable {
    var parameter: String
    var tensor: String
  }

  var changes: [Change] = []
  /// The new numbers by their names.
  var tensors: [StoredTensor] = []

  static func == (a: PyTorchOperations, b: PyTorchOperations) -> Bool { a.changes == b.changes }
  func hash(into hasher: inout Hasher) { hasher.combine(changes) }

  /// - Parameters:
  ///   - arm: its id, for the names of tensors.
  ///   - done: at which steps, and the weights after each.
  init(
    _ done: [(step: Int, weights: Weights)], of plan: TrainPlan, arm: String,
    _ code: PyTorchNetwork, _ network: Network
  ) {
    let parts = Dictionary(plan.network.parts.map { ($0.name, $0) }) { first, _ in first }
    let slots = Dictionary(
      zip(network.parameters, code.slots).map { ($0.name, (parameter: $0, slot: $1)) }
    ) { first, _ in first }
    for (count, (step, weights)) in done.enumerated() {
      let operation = plan.operations[count]
      let surgery = Surgery(Array(plan.operations.prefix(count + 1)), on: plan.network)
      var change = Change(
        step: step, silentOutputs: [:], silentInputs: [:],
        frozen: surgery.frozen.compactMap { slots[$0]?.slot.name }.sorted(), replaced: [])
      for part in parts.values { change.silence(part, surgery, code.modules) }
      if operation.verb == .reset || operation.verb == .redraw {
        for name in (parts[operation.part]?.parameters ?? []).sorted() {
          guard let (parameter, slot) = slots[name] else { continue }
          let value = weights[parameter]
          let stored = "replaced.\(arm).\(count).\(slot.name)"
          tensors.append(StoredTensor(stored, slot.isTransposed ? value.transposed() : value))
          change.replaced.append(Replacement(parameter: slot.name, tensor: stored))
        }
      }
      changes.append(change)
    }
  }

  init() {}
}

extension PyTorchOperations.Change {
  /// Notes what of a part is silent.
  fileprivate mutating func silence(
    _ part: NetworkPart, _ surgery: Surgery, _ modules: [String: String]
  ) {
    guard let module = modules[part.name] else { return }
    let units = surgery.silencedUnits[part.name] ?? []
    let isWhole = surgery.silenced.contains(part.name)
    guard isWhole || !units.isEmpty else { return }
    switch part.kind {
    case .attention(let width):
      let heads = isWhole ? Set(0..<part.units) : units
      let size = width / part.units
      silentInputs[module] = heads.sorted().flatMap { Array($0 * size..<($0 + 1) * size) }
    case .layer, .branch, .shortcut, .allOf, .other:
      silentOutputs[module] = isWhole ? .some(nil) : units.sorted()
    }
  }

  /// As in the script.
  var python: String {
    func dictionary(_ entries: [String]) -> String { "{\(entries.joined(separator: ", "))}" }
    func list(_ entries: [String]) -> String { "[\(entries.joined(separator: ", "))]" }
    let outputs = silentOutputs.sorted { $0.key < $1.key }.map { module, places in
      "\(PyTorchText.string(module)): \(places.map { "\($0)" } ?? "None")"
    }
    let inputs = silentInputs.sorted { $0.key < $1.key }.map { module, places in
      "\(PyTorchText.string(module)): \(places)"
    }
    let numbers = replaced.map {
      "\(PyTorchText.string($0.parameter)): \(PyTorchText.string($0.tensor))"
    }
    return "Change(\(step), silent=\(dictionary(outputs)), deaf=\(dictionary(inputs)), "
      + "frozen=\(list(frozen.map(PyTorchText.string))), replaced=\(dictionary(numbers)))"
  }
}

extension PyTorchPiece {
  /// What changes networks on their way.
  var textOfOperations: String {
    #"""
    @dataclass
    class Change:
        """What holds of a network from a step on, the first one being 0."""

        step: int
        silent: dict  # modules whose results are 0: all (None), or these places of axis 1
        deaf: dict  # modules that are given 0 in these places of the last axis
        frozen: list  # parameters that are not trained
        replaced: dict  # tensors of the data file that parameters and buffers are set to, just now


    class Operations:
        """Operates on a network on its way."""

        def __init__(self, network, changes, data):
            self.numbers = dict(network.named_parameters()) | dict(network.named_buffers())
            self.changes, self.data = changes, data
            self.silent, self.deaf, self.frozen = {}, {}, []
            for name, module in network.named_modules():
                if any(name in change.silent for change in changes):
                    module.register_forward_hook(partial(self.cut_output, name))
                if any(name in change.deaf for change in changes):
                    module.register_forward_pre_hook(partial(self.cut_input, name))

        def cut_output(self, name, module, inputs, output):
            if name not in self.silent:
                return output
            places, mask = self.silent[name], torch.ones_like(output)
            mask[:, slice(None) if places is None else places] = 0
            return output * mask

        def cut_input(self, name, module, inputs):
            mask = torch.ones_like(inputs[0])
            mask[..., self.deaf.get(name, [])] = 0
            return (inputs[0] * mask,)

        @torch.no_grad()
        def carry_out(self, step, optimizer):
            """Does what is to be done before a step."""
            for change in self.changes:
                if change.step != step:
                    continue
                self.silent, self.deaf, self.frozen = change.silent, change.deaf, change.frozen
                for name, tensor in change.replaced.items():
                    self.numbers[name].copy_(self.data[tensor])
                    optimizer.state.pop(self.numbers[name], None)

        def hold(self):
            """Takes the gradients of what is frozen away."""
            for name in self.frozen:
                self.numbers[name].grad = None
    """#
  }
}
