public import Networks

/// Optimizer, schedule, loss and batch with every number settled.
public struct TrainingPlan: Hashable, Sendable {
  /// The optimizer's name: "sgd", "rmsprop", "adam" or "adamw".
  public var optimizer: String
  public var learningRate: Double
  public var momentum: Double
  /// λ: added to the gradient as λw; with "adamw" w shrinks by itself.
  public var weightDecay: Double
  public var schedule: Schedule
  public var batch: Int
  /// Of SGD with momentum.
  public var isNesterov = false
  /// β₁ and β₂ of Adam.
  public var meanDecay = 0.9
  public var squareDecay = 0.999
  /// γ of RMSprop: how much of its mean square stays.
  public var decay = 0.99
  /// ε of RMSprop and Adam.
  public var epsilon = 1e-8
  /// Whether RMSprop takes √(s + ε) instead of √s + ε.
  public var epsilonIsInside = false
  /// Whether Adam takes the bias of its zero start out.
  public var correctsBias = true
  /// What is done to large gradients; nil: nothing.
  public var clipping: Clipping?
  /// ε of q = (1 − ε)·onehot(y) + ε/K.
  public var labelSmoothing = 0.0

  public init(
    optimizer: String = "sgd", learningRate: Double, momentum: Double = 0, weightDecay: Double = 0,
    schedule: Schedule = .constant, batch: Int
  ) {
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.schedule = schedule
    self.batch = batch
  }

  /// With the usual values of what its optimizer doesn't read.
  package var inEffect: TrainingPlan {
    var plan = self
    if optimizer != "sgd" { (plan.momentum, plan.isNesterov) = (0, false) }
    if optimizer != "rmsprop" { (plan.decay, plan.epsilonIsInside) = (0.99, false) }
    if !optimizer.hasPrefix("adam") {
      (plan.meanDecay, plan.squareDecay, plan.correctsBias) = (0.9, 0.999, true)
    }
    if optimizer == "sgd" { plan.epsilon = 1e-8 }
    return plan
  }

  /// η at a training step, counted from 0.
  public func learningRate(at step: Int) -> Double { learningRate * schedule.factor(at: step) }
}
