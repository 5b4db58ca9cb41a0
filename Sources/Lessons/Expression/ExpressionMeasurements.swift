internal import Experiments

/// What is read of a run: `metric`, `mean` and others over steps, `first` and `parameters`.
extension ExpressionParser {
  /// `metric(arm, probe[layer], step)`.
  mutating func parseMetric(start: Int) throws(ExpressionFault) -> Parsed {
    advance()
    let (arm, curve) = try parseArmAndCurve()
    try expect(",")
    let step = try parseStep()
    try expect(")")
    let key = MetricKey(probe: curve.probe, layer: curve.layer, step: step)
    return Parsed(node: .metric(arm: arm, key), kind: .number, start: start)
  }

  private mutating func parseStep() throws(ExpressionFault) -> Int {
    try parseCount("a step, counted from 0") { count, scope in
      guard let limit = scope.stepLimit, count > limit else { return nil }
      return .stepOutOfRange(count, limit: limit)
    }
  }

  /// Whether the parenthesis that is next holds an arm and a curve, not numbers.
  var isBeforeCurve: Bool {
    guard case .name(let name) = next, token(ahead: 2) == .symbol(",") else { return false }
    if isArm(name) { return true }
    // Of an unknown name before a probe it is said that it is no arm.
    guard case .name(let probe) = token(ahead: 3) else { return false }
    return scope.probes[probe] != nil && token(ahead: 4) != .symbol("(")
  }

  /// `mean(arm, probe[layer], first..last)`.
  mutating func parseSpan(
    _ statistic: MetricKey.Span.Statistic, start: Int
  ) throws(ExpressionFault) -> Parsed {
    let (arm, curve) = try parseArmAndCurve()
    guard !scope.curveless.contains(curve.probe) else {
      throw ExpressionFault(fact: .hasNoCurve(probe: curve.probe), column: curve.start + 1)
    }
    try expect(",")
    let spanStart = currentStart
    let first = try parseStep()
    try expect("..")
    let last = try parseStep()
    try expect(")")
    if let fact = fault(of: statistic, of: curve.probe, first, last) {
      throw ExpressionFault(fact: fact, column: spanStart + 1)
    }
    let key = MetricKey(
      probe: curve.probe, layer: curve.layer, step: last,
      span: MetricKey.Span(statistic: statistic, first: first))
    return Parsed(node: .metric(arm: arm, key), kind: .number, start: start)
  }

  /// nil: the curve has as many values in the range as are needed.
  private func fault(
    of statistic: MetricKey.Span.Statistic, of probe: String, _ first: Int, _ last: Int
  ) -> ExpressionFault.Fact? {
    guard first <= last else { return .backwardRange(first, last) }
    let curve = scope.curves[probe] ?? ExpressionScope.Curve()
    // Multiples of the interval up to the last step, less those before the first one.
    let before = (max(first, curve.firstStep) + curve.every - 1) / curve.every - 1
    let count = last / curve.every - before
    let needed = statistic == .sd ? 2 : 1
    return count >= needed
      ? nil
      : .tooFewSteps(
        probe: probe, first, last, count: max(count, 0), needed: needed, every: curve.every)
  }

  /// `first(arm, probe[layer] < bound)`.
  mutating func parseFirst(start: Int) throws(ExpressionFault) -> Parsed {
    advance()
    let (arm, curve) = try parseArmAndCurve()
    guard let sign = accept(anyOf: ["<", ">"]) else {
      throw fault(.expected("`<` or `>` and a bound", found: current.description))
    }
    let isNegative = accept(anyOf: ["-"]) != nil
    guard case .number(let size) = current else {
      throw fault(.expected("a number", found: current.description))
    }
    advance()
    try expect(")")
    let crossing = MetricKey.Crossing(isBelow: sign == "<", bound: isNegative ? -size : size)
    let key = MetricKey(
      probe: curve.probe, layer: curve.layer, step: scope.stepLimit ?? 0, crossing: crossing)
    return Parsed(node: .first(arm: arm, key), kind: .number, start: start)
  }

  /// A probe, and a layer where it has several numbers; where it begins.
  private typealias Curve = (probe: String, layer: Int?, start: Int)

  /// `(arm, probe[layer]`, with which all of these begin.
  private mutating func parseArmAndCurve() throws(ExpressionFault) -> (ArmTerm, Curve) {
    try expect("(")
    let arm = try parseArm()
    try expect(",")
    return (arm, try parseCurve())
  }

  private mutating func parseCurve() throws(ExpressionFault) -> Curve {
    let probeStart = currentStart
    let (probe, shape) = try parseProbe()
    let layer = try parseLayer(of: probe)
    switch (shape, layer) {
    case (.layers, nil):
      throw ExpressionFault(fact: .needsLayer(probe: probe), column: probeStart + 1)
    case (.network, .some):
      throw ExpressionFault(fact: .hasNoLayers(probe: probe), column: probeStart + 1)
    case (.histogram, _):
      throw ExpressionFault(fact: .isHistogram(probe: probe), column: probeStart + 1)
    case (.picture, _):
      throw ExpressionFault(fact: .isPicture(probe: probe), column: probeStart + 1)
    case (.layers, .some), (.network, nil): break
    }
    return (probe, layer, probeStart)
  }

  /// `parameters(arm)`.
  mutating func parseParameters(start: Int) throws(ExpressionFault) -> Parsed {
    advance()
    try expect("(")
    let arm = try parseArm()
    try expect(")")
    return Parsed(node: .parameters(arm: arm), kind: .number, start: start)
  }

  private mutating func parseProbe() throws(ExpressionFault)
    -> (String, ExpressionScope.ProbeShape)
  {
    guard case .name(let name) = current else {
      throw fault(.expected("a probe", found: current.description))
    }
    guard let shape = scope.probes[name] else {
      throw fault(.unknown(.probe, name, nearest: nearestName(to: name, in: scope.probes.keys)))
    }
    advance()
    return (name, shape)
  }

  private mutating func parseLayer(of probe: String) throws(ExpressionFault) -> Int? {
    guard accept(anyOf: ["["]) != nil else { return nil }
    let layer = try parseCount("a layer, counted from 1") { count, scope in
      let layerCount = scope.layerCounts[probe] ?? scope.layerCount
      guard count < 1 || count > layerCount ?? .max else { return nil }
      return .layerOutOfRange(count, count: layerCount ?? 1)
    }
    try expect("]")
    return layer
  }

  /// A whole number that `check` finds no fault with.
  private mutating func parseCount(
    _ what: String, check: (Int, ExpressionScope) -> ExpressionFault.Fact?
  ) throws(ExpressionFault) -> Int {
    guard case .number(let value) = current, let count = Int(exactly: value) else {
      throw fault(.expected(what, found: current.description))
    }
    if let fact = check(count, scope) { throw fault(fact) }
    advance()
    return count
  }
}
