/// What goes on step by step without training a network: a descent, draws, or nothing at all. A value;
/// equal plans and seeds give equal bits.
protocol Process: Sendable {
  associatedtype Plan: ExperimentPlan

  var plan: Plan { get }
  /// Whether all its numbers are finite.
  var isFinite: Bool { get }
  mutating func advance()
  /// - Precondition: the plan `continues` the present one.
  mutating func retune(_ plan: Plan)
  /// Tells what it goes on from, where that is more than plan and step.
  func tell(in archive: inout ArchiveWriter)
}

extension Process {
  func tell(in archive: inout ArchiveWriter) {}
}

/// What a measure finds in a process.
enum ProcessLook {
  case number(Double)
  case content(Reading.Content)
}

/// How a measure reads a process of one kind.
struct ProcessReader: Sendable {
  let form: Measure.Form
  /// Whether a plan is of that kind.
  let fits: @Sendable (any ExperimentPlan) -> Bool
  /// How many numbers it gives, where there are several.
  let placeCount: @Sendable (any ExperimentPlan) -> Int
  let read: @Sendable (any Process, Probe, [String: KnobValue]) -> ProcessLook?

  /// One number a step.
  static func number<P: Process>(_ read: @escaping @Sendable (P, Probe) -> Double) -> ProcessReader
  {
    ProcessReader(
      form: .number, fits: { $0 is P.Plan }, placeCount: { _ in 0 },
      read: { process, probe, _ in (process as? P).map { .number(read($0, probe)) } })
  }

  static func content<P: Process>(
    _ form: Measure.Form, placeCount: @escaping @Sendable (P.Plan) -> Int = { _ in 0 },
    _ read: @escaping @Sendable (P, Probe) -> Reading.Content
  ) -> ProcessReader {
    content(form, placeCount: placeCount) { process, probe, _ in read(process, probe) }
  }

  /// - Parameter read: also gets the knobs that a probe may take a place from.
  static func content<P: Process>(
    _ form: Measure.Form, placeCount: @escaping @Sendable (P.Plan) -> Int = { _ in 0 },
    _ read: @escaping @Sendable (P, Probe, [String: KnobValue]) -> Reading.Content
  ) -> ProcessReader {
    ProcessReader(
      form: form, fits: { $0 is P.Plan },
      placeCount: { plan in (plan as? P.Plan).map(placeCount) ?? 0 },
      read: { process, probe, knobs in
        (process as? P).map { .content(read($0, probe, knobs)) }
      })
  }
}

extension Measure {
  /// What is read of a process.
  var processReader: ProcessReader? {
    if case .process(let reader) = source { reader } else { nil }
  }
}
