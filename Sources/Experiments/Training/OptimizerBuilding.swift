internal import Networks

extension TrainingPlan {
  /// The optimizer that it names, at the start of a run.
  /// - Throws: `ExperimentFault.unknownOptimizer`
  func makeOptimizer() throws(ExperimentFault) -> any Optimizer {
    switch optimizer {
    case "sgd": clipped(SGD(momentum: momentum, weightDecay: weightDecay, isNesterov: isNesterov))
    case "rmsprop":
      clipped(
        RMSprop(
          decay: decay, epsilon: epsilon, epsilonIsInside: epsilonIsInside,
          weightDecay: weightDecay))
    case "adam", "adamw":
      clipped(
        Adam(
          meanDecay: meanDecay, squareDecay: squareDecay, epsilon: epsilon, decay: adamDecay,
          correctsBias: correctsBias))
    default: throw .unknownOptimizer(optimizer, known: ["sgd", "rmsprop", "adam", "adamw"])
    }
  }

  private func clipped(_ rule: some Optimizer) -> any Optimizer {
    guard let clipping else { return rule }
    return ClippedOptimizer(rule, clipping)
  }

  private var adamDecay: Adam.Decay {
    if weightDecay == 0 { return .none }
    return optimizer == "adamw" ? .decoupled(weightDecay) : .coupled(weightDecay)
  }

  /// The optimizer with momentum and decay of weights as the plan has them now; its state stays.
  func retuned(_ optimizer: any Optimizer) -> any Optimizer {
    switch optimizer {
    case let rule as SGD: return retuned(rule)
    case let rule as RMSprop: return retuned(rule)
    case let rule as Adam: return retuned(rule)
    case var clipped as ClippedOptimizer<SGD>:
      clipped.rule = retuned(clipped.rule)
      return clipped
    case var clipped as ClippedOptimizer<RMSprop>:
      clipped.rule = retuned(clipped.rule)
      return clipped
    case var clipped as ClippedOptimizer<Adam>:
      clipped.rule = retuned(clipped.rule)
      return clipped
    default: preconditionFailure("retuned: no plan makes a \(type(of: optimizer))")
    }
  }

  private func retuned(_ rule: SGD) -> SGD {
    var rule = rule
    rule.momentum = momentum
    rule.weightDecay = weightDecay
    return rule
  }

  private func retuned(_ rule: RMSprop) -> RMSprop {
    var rule = rule
    rule.weightDecay = weightDecay
    return rule
  }

  private func retuned(_ rule: Adam) -> Adam {
    var rule = rule
    rule.decay = adamDecay
    return rule
  }
}
