package import Networks

extension TrainPlan {
  /// The network as the operations have left it.
  /// - Throws: `NetworkFault` where it can't be built.
  func operatedNetwork() throws(NetworkFault) -> Network {
    try network.network(batch: training.batch, surgery: Surgery(operations, on: network))
  }

  package var parts: [NetworkPart] { network.parts }

  package func operated(by operations: [Operation]) -> TrainPlan {
    var plan = self
    plan.operations += operations
    return plan
  }
}

extension Surgery {
  /// What is cut and held after the operations, one after the other.
  package init(_ operations: [Operation], on network: NetworkPlan) {
    self.init(operations, among: operations.isEmpty ? [] : network.parts)
  }

  init(_ operations: [Operation], among parts: [NetworkPart]) {
    self.init()
    for operation in operations {
      for part in parts.meant(by: operation.part) { carryOut(operation, on: part) }
    }
  }

  private mutating func carryOut(_ operation: Operation, on part: NetworkPart) {
    switch (operation.verb, operation.unit) {
    case (.silence, let unit?): silencedUnits[part.name, default: []].insert(unit - 1)
    case (.silence, nil): silenced.insert(part.name)
    case (.restore, let unit?): silencedUnits[part.name]?.remove(unit - 1)
    case (.restore, nil):
      silenced.remove(part.name)
      silencedUnits[part.name] = nil
    case (.freeze, _): frozen.formUnion(part.parameters)
    case (.thaw, _): frozen.subtract(part.parameters)
    case (.reset, _), (.redraw, _): break
    }
  }
}

extension ExperimentPlan {
  /// - Throws: `OperationFault` where that can't be done to the network that the plan begins.
  package func check(_ operation: Operation) throws(OperationFault) {
    let parts = parts
    guard !parts.isEmpty else { throw .noNetwork }
    guard let part = parts.first(where: { $0.name == operation.part }) else {
      throw .unknownPart(operation.part, known: parts.map(\.name))
    }
    switch operation.verb {
    case .silence, .restore:
      guard part.isSilenceable else {
        throw .impossible(operation, because: "\(part.name) can be frozen and reset only")
      }
      guard let unit = operation.unit else { return }
      guard part.units > 0 else {
        throw .impossible(operation, because: "\(part.name) has no units of its own")
      }
      guard unit <= part.units else { throw .unknownUnit(unit, part: part) }
    case .freeze, .thaw, .reset, .redraw:
      guard operation.unit == nil else {
        throw .impossible(operation, because: "that is done to whole layers")
      }
      guard part.isTrained else {
        throw .impossible(operation, because: "\(part.name) has no numbers that are trained")
      }
    }
  }
}

/// An operation that was carried out, and what it did to the network's answers.
public struct OperationEffect: Hashable, Sendable {
  public var operation: Operation
  public var step: Int
  /// Mean loss and share of right answers on the test set, before and after.
  public var before, after: Answers
  /// What the curves measured on the test or training set would read after it, by probe.
  public var values: [String: Double]

  public struct Answers: Hashable, Sendable {
    /// Nats.
    public var loss: Double
    /// 0…1.
    public var accuracy: Double

    public init(loss: Double, accuracy: Double) {
      self.loss = loss
      self.accuracy = accuracy
    }
  }

  public init(
    operation: Operation, step: Int, before: Answers, after: Answers,
    values: [String: Double] = [:]
  ) {
    self.operation = operation
    self.step = step
    self.before = before
    self.after = after
    self.values = values
  }
}
