internal import Experiments
public import Lessons
internal import Tensors

/// A question as it is asked again, with what is right: known before it is asked, told after the answer.
public struct ReviewQuestion: Sendable {
  public enum Truth: Hashable, Sendable {
    case option(String)
    case number(Double)
  }

  public var item: ReviewItem
  public var variation: ReviewVariation
  public var truth: Truth
  /// The options of a choice, in the order in which they are shown.
  public var options: [Prediction.Option]

  /// Whether an answer is right; nil where it is of the wrong kind.
  public func isRight(_ answer: Command.Answer) -> Bool? {
    switch (item.prediction.kind, truth, answer) {
    case (.choice, .option(let right), .choice(let key)): key == right
    case (.number(_, let factor, _), .number(let measured), .number(let guess)):
      Prediction.isNear(guess, measured, factor: factor)
    default: nil
    }
  }

  /// The answer as it is kept; nil where it is of the wrong kind.
  public func kept(_ answer: Command.Answer, _ confidence: Confidence?) -> ProgressRecord? {
    guard let isRight = isRight(answer) else { return nil }
    var kept = KeptAnswer(
      answer, wording: item.prediction.wording, isRight: isRight, confidence: confidence,
      seed: variation.seed, knobs: variation.knobText)
    if case .number(let measured) = truth { kept.measured = measured }
    return .review(item.place, kept)
  }
}

extension Prediction {
  /// Whether a guess lies within a factor of the measured value, signs equal.
  package static func isNear(_ guess: Double, _ measured: Double, factor: Double) -> Bool {
    if guess == measured { return true }
    let ratio = guess / measured
    return ratio > 0 && max(ratio, 1 / ratio) <= factor
  }
}

/// Works out what is right, on a thread of its own, while another question is being thought about.
public final class ReviewRun: Sendable {
  public enum Outcome: Sendable {
    case ready(ReviewQuestion)
    /// No variation comes to a number, the question as it stands neither.
    case failed(String)
  }

  private struct State: Sendable {
    var outcome: Outcome?
    var share = 0.0
    var isCancelled = false
  }

  private let state = Monitor(State())

  /// - Throws: `SystemFault` when the system gives no thread.
  public init(_ item: ReviewItem, library: DataLibrary) throws(SystemFault) {
    let thread = try WorkerThread.start { [state] in
      let outcome = Self.outcome(of: item, library, state)
      state.change { $0.outcome = outcome }
    }
    // Nobody waits for it, also where the program ends before it does.
    thread.join(seconds: 0)
  }

  deinit { cancel() }

  /// Ends it before its next step.
  public func cancel() { state.withLock { $0.isCancelled = true } }

  /// Waits until it is worked out.
  /// - Parameter watch: is told the share that is done, ten times a second; false: nobody waits longer.
  /// - Returns: nil where nobody waits any longer.
  public func wait(watch: (Double) -> Bool) -> Outcome? {
    while !state.wait(seconds: 0.1, until: { $0.outcome != nil }) {
      guard watch(state.withLock { $0.share }) else { return nil }
    }
    return state.withLock { $0.outcome }
  }

  private static func outcome(
    of item: ReviewItem, _ library: DataLibrary, _ state: Monitor<State>
  ) -> Outcome {
    if case .choice(let options, let right) = item.prediction.kind {
      return .ready(
        ReviewQuestion(
          item: item, variation: ReviewVariation(), truth: .option(right),
          options: item.reordered(options)))
    }
    do {
      let found = try item.truth(library) { share in
        state.withLock { state in
          if let share { state.share = share }
          return state.isCancelled
        }
      }
      guard let (variation, number) = found else { return .failed("its run comes to no number") }
      return .ready(
        ReviewQuestion(item: item, variation: variation, truth: .number(number), options: []))
    } catch { return .failed("\(error)") }
  }
}

extension ReviewItem {
  /// The options in another order than the lesson's, and than that of the time before.
  func reordered(_ options: [Prediction.Option]) -> [Prediction.Option] {
    var orders = [options]
    for time in 0...round {
      var stream = Seed(0).stream("review/\(lesson.id)/\(prediction.id)/\(time)")
      // A few shuffles suffice; of two options there are two orders.
      for _ in 0..<20 {
        var next = options
        stream.shuffle(&next)
        guard next != orders.last else { continue }
        orders.append(next)
        break
      }
    }
    return orders.last ?? options
  }

  /// With what the question is asked, and what it comes to then: with another seed and a value of a knob
  /// on which that depends; where there is no such knob with the seed alone, and where that comes to no
  /// number as the lesson has it.
  /// - Parameter note: as for `measured`.
  /// - Returns: nil where none of them comes to a number.
  func truth(
    _ library: DataLibrary, note: @escaping @Sendable (Double?) -> Bool
  ) throws -> (ReviewVariation, Double)? {
    func found(_ variation: ReviewVariation) throws -> (ReviewVariation, Double)? {
      try measured(variation, library, note: note).map { (variation, $0) }
    }
    guard let seed else { return try found(ReviewVariation()) }
    let alone = try found(ReviewVariation(seed: seed))
    for turned in turns {
      // A value that makes no experiment is passed over.
      let other = try? found(ReviewVariation(seed: seed, turned: turned))
      if let other, other.1 != alone?.1 { return other }
    }
    return try alone ?? found(ReviewVariation(seed: lesson.seeds.show))
  }

  /// What the question's number comes to, from runs of the arms that it names, as far as it looks.
  /// - Parameter note: is told the share that is done, and says whether to stop; from several threads.
  /// - Returns: nil where it comes to no finite number, or was stopped.
  /// - Throws: `CommandFault` where the settings make no experiment, `SystemFault`.
  func measured(
    _ variation: ReviewVariation, _ library: DataLibrary,
    note: @escaping @Sendable (Double?) -> Bool
  ) throws -> Double? {
    guard case .number(let answer, _, _) = prediction.kind else { return nil }
    guard let seed = variation.seed else {
      return answer.number(in: SnapshotMetrics(arms: [], knobs: [:])).flatMap(Self.finite)
    }
    let runs = try ClaimRuns(
      lesson, claims: [Claim(name: prediction.id, expression: answer)], seeds: [seed],
      settings: variation.settings)
    let outcome = try runs.carryOut(
      library, isCancelled: { note(nil) },
      watch: { _ = note(Double($0.steps) / Double(max(1, $0.totalSteps))) })
    return outcome?.contexts.first.flatMap { answer.number(in: $0) }.flatMap(Self.finite)
  }

  private static func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
}
