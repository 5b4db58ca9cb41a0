extension Probe {
  /// What its readings are: as its measure's, but a number where one layer of several is named.
  public var form: Measure.Form {
    measure.form == .layers && layer != nil ? .number : measure.form
  }

  public var isNumber: Bool { form == .number }
  /// Whether it is read at once, as a few numbers, at any step.
  public var isAnswered: Bool { measure.isAnswered }

  /// Whether it is a number of every so many steps, and not only of those that a formula names.
  package var isCurve: Bool { isNumber && !measure.isSlow && !measure.isOfTrail }

  /// Whether it looks at where the arm is, step 0 included, and not at what a step gives.
  var isEvaluation: Bool { measure.isEvaluation || isNumber && measure.form == .layers }

  /// Whether each training step gives it, from the first one on.
  package var isOfEveryStep: Bool {
    switch measure.source {
    case .trainingLoss, .learningRate: true
    case .evaluation, .layer, .weight, .units, .histogram, .spectrum, .normalization, .recurrence,
      .look, .graph, .text, .landscape, .trail, .process:
      false
    }
  }

  /// Whether a step is taken by a copy to read it.
  package var looksInside: Bool { measure.looksInside }
}
