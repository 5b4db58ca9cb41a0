package import Experiments
internal import Networks

extension Lesson {
  /// What a session may take: 2 GiB.
  public static let memoryLimit = Cost.defaultLimit
  /// The values that a session's curve keeps.
  public static let curveLimit = 16_384

  /// What the plans take, one an arm, all at their peak at the same time.
  /// - Parameter curveLength: the steps of which curves keep every value; nil: of a session.
  package func memory(
    of plans: [any ExperimentPlan], curveLength: Int? = nil
  ) throws(PlanFault) -> MemoryEstimate {
    var estimate = MemoryEstimate()
    let looksInside = probes.contains(where: \.measure.looksInside)
    for plan in plans {
      do { estimate.add(try plan.memory(looksInside: looksInside)) } catch { throw .network(error) }
      var curves = MemoryEstimate()
      curves.curves = bytesOfCurves * (curveLength ?? Self.curveLimit)
      estimate.add(curves)
    }
    for data in Set(plans.flatMap(\.dataSets)) {
      var examples = MemoryEstimate()
      examples.data = data.byteCount
      estimate.add(examples)
    }
    return estimate
  }

  /// - Throws: `PlanFault.tooMuchMemory`
  package func checkMemory(
    of plans: [any ExperimentPlan], curveLength: Int? = nil, limit: Int = Lesson.memoryLimit
  ) throws(PlanFault) {
    let estimate = try memory(of: plans, curveLength: curveLength)
    guard estimate.total <= limit else {
      throw .tooMuchMemory(estimate, arms: plans.count, limit: limit)
    }
  }

  /// Bytes of the curves for each of their values: a cell of 40, and one for two of the finer scale;
  /// where a probe is smoothed the same again.
  private var bytesOfCurves: Int {
    probes.filter(\.measure.isNumber).reduce(0) { $0 + ($1.smoothing > 1 ? 160 : 80) }
  }
}
