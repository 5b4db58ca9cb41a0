internal import Datasets
public import Experiments
public import Lessons
internal import Networks

/// A lesson's run as a program for another library, with all files that it needs.
public struct LessonExport: Sendable {
  /// What became of an arm.
  public struct Arm: Hashable, Sendable {
    public var id: String
    public var label: String
    /// Training steps that were taken; fewer than asked for where the run diverged.
    public var steps: Int
    /// Steps over which the losses can be compared; nil: not at all.
    public var comparedSteps: Int?
  }

  public let files: [ExportedFile]
  public let arms: [Arm]

  /// What to export of a lesson.
  public struct Selection: Sendable {
    /// By id; empty: all that can be exported together.
    public var arms: [String]
    /// nil: the one that the lesson shows.
    public var seed: UInt64?
    /// Knob values by name, or by "arm.knob" for one arm.
    public var settings: [String: KnobValue]
    /// What is done to networks on their way.
    public var operations: [PlannedOperation]
    /// nil: the furthest that a step of the lesson goes.
    public var steps: Int?

    public init(
      arms: [String] = [], seed: UInt64? = nil, settings: [String: KnobValue] = [:],
      operations: [PlannedOperation] = [], steps: Int? = nil
    ) {
      self.operations = operations
      self.arms = arms
      self.seed = seed
      self.settings = settings
      self.steps = steps
    }
  }

  /// Trains the arms, and writes down how PyTorch is to do the same.
  /// - Parameter progress: called about ten times a second, on the calling thread.
  /// - Throws: `ExportFault`; `CommandFault` for a setting or a number of steps that can't be; what is
  ///   wrong with the data.
  public static func pyTorch(
    _ lesson: Lesson, _ selection: Selection, library: DataLibrary,
    progress: (HeadlessRun.Progress) -> Void = { _ in }
  ) throws -> LessonExport {
    let setup = try Setup(lesson, selection)
    let data = try library.data(for: setup.data)
    let codes = try setup.plans.map { plan in
      try PyTorchArmCode(plan, inputShape: data.content.train.inputShape)
    }
    let runs = try setup.train(data, library, progress)
    return try LessonExport(setup, data.content, codes, runs)
  }

  private init(
    _ setup: Setup, _ data: TrainingData, _ codes: [PyTorchArmCode], _ runs: [ReproducedRun]
  ) throws(ExportFault) {
    let records = Set(runs.flatMap { $0.batches.joined() }).sorted()
    let exported = ExportedData(data, records: records)
    let orders = BatchOrders(runs.map(\.batches), records: records)
    var tensors = exported.tensors + orders.tensors
    var files: [ExportedFile] = []
    var arms: [PyTorchScript.Arm] = []
    for (index, arm) in setup.arms.enumerated() {
      let (code, run) = (codes[index], runs[index])
      let operations = PyTorchOperations(
        run.operated, of: setup.operated(index), arm: arm.id, code.network, run.network)
      tensors += operations.tensors
      tensors.append(
        StoredTensor("losses.\(arm.id)", doubles: run.losses, shape: [run.losses.count]))
      files.append(
        ExportedFile(
          name: "\(arm.id).safetensors",
          content: StoredTensor.file(try code.network.stored(run.weights, of: run.network))))
      arms.append(PyTorchScript.Arm(arm, code, operations, run, batches: orders.names[index]))
    }
    files.append(ExportedFile(name: "data.safetensors", content: StoredTensor.file(tensors)))
    let script = PyTorchScript(
      title: setup.lesson.title, question: setup.lesson.question, seed: setup.seed,
      command: setup.command, arms: arms, input: exported.form,
      steps: runs.map(\.losses.count).max() ?? 0, isSequence: data.train.sequences != nil)
    files.append(
      ExportedFile(name: "lesson.py", content: Array(script.text.utf8), isProgram: true))
    self.files = files
    self.arms = zip(arms, runs).map { arm, run in
      Arm(id: arm.id, label: arm.label, steps: run.losses.count, comparedSteps: arm.compared)
    }
  }
}

extension PyTorchScript.Arm {
  fileprivate init(
    _ arm: Lessons.Arm, _ code: PyTorchArmCode, _ operations: PyTorchOperations,
    _ run: ReproducedRun, batches: String
  ) {
    self.init(
      id: arm.id, label: arm.label, code: code, operations: operations,
      parameterCount: run.network.parameterCount, batches: batches,
      compared: code.isReproducible ? run.comparedSteps : nil,
      accuracy: run.accuracy)
  }
}

/// The rows of every batch as tensors: one for all arms that see the same.
private struct BatchOrders {
  private(set) var tensors: [StoredTensor] = []
  /// By arm.
  private(set) var names: [String] = []

  /// - Parameter records: the sorted records that are exported; the rows are places in them.
  init(_ orders: [[[Int]]], records: [Int]) {
    let places = Dictionary(uniqueKeysWithValues: records.enumerated().map { ($1, Int32($0)) })
    // Arms that diverge see the beginning of what the others see.
    let longest = orders.reduce(into: [[[Int]]]()) { longest, order in
      if let place = longest.firstIndex(where: { $0.starts(with: order) || order.starts(with: $0) })
      {
        if order.count > longest[place].count { longest[place] = order }
      } else {
        longest.append(order)
      }
    }
    let all = longest.indices.map { $0 == 0 ? "batches" : "batches\($0 + 1)" }
    tensors = zip(all, longest).map { name, order in
      StoredTensor(
        name, integers: order.joined().map { places[$0] ?? 0 },
        shape: [order.count, order.first?.count ?? 0])
    }
    names = orders.map { order in
      all[longest.firstIndex { $0.starts(with: order) } ?? 0]
    }
  }
}

/// The arms to export, and their plans.
private struct Setup {
  let lesson: Lesson
  let seed: UInt64
  let steps: Int
  let arms: [Lessons.Arm]
  let plans: [TrainPlan]
  /// By arm: what is done to its network.
  let planned: [[PlannedOperation]]
  let data: DataPlan
  /// The command line that asks for the same.
  let command: String

  init(_ lesson: Lesson, _ selection: LessonExport.Selection) throws {
    for id in selection.arms where lesson.arm(id) == nil {
      throw ExportFault.unknownArm(id, known: lesson.arms.map(\.id))
    }
    let state = try SessionState(
      lesson: lesson, seed: selection.seed ?? lesson.seeds.show, settings: selection.settings,
      operations: selection.operations)
    // Arms that do something else than train a network are left out unless they are asked for.
    let training = lesson.arms.indices.filter { state.plans[$0].main is TrainPlan }
    let all = training.isEmpty ? Array(lesson.arms.indices) : training
    let chosen =
      selection.arms.isEmpty
      ? Setup.together(all, state.plans)
      : lesson.arms.indices.filter { selection.arms.contains(lesson.arms[$0].id) }
    self.lesson = lesson
    seed = state.seed
    arms = chosen.map { lesson.arms[$0] }
    plans = try chosen.map { index in
      guard let plan = state.plans[index].main as? TrainPlan else {
        throw ExportFault.nothingTrains(arm: lesson.arms[index].id)
      }
      return plan
    }
    planned = chosen.map { state.planned[$0] }
    steps = try lesson.runSteps(selection.steps)
    try planned.flatMap { $0 }.check(steps: steps)
    guard steps > 0 else { throw ExportFault.noSteps }
    guard let first = plans.first?.data else { throw ExportFault.noSteps }
    if let other = plans.firstIndex(where: { $0.data != first }) {
      throw ExportFault.differentData(arms: [arms[0].id, arms[other].id])
    }
    data = first
    command = Setup.command(lesson, selection, seed: seed, steps: steps)
  }

  /// Of arms that nobody asked for by name those that can be exported as one: on the data of the first,
  /// and of what PyTorch has modules for.
  private static func together(_ arms: [Int], _ plans: [any ExperimentPlan]) -> [Int] {
    func training(_ index: Int) -> TrainPlan? { plans[index].main as? TrainPlan }
    let possible = arms.filter { index in
      training(index).map { plan in
        (try? PyTorchArmCode(plan, inputShape: plan.network.inputShape)) != nil
      } ?? false
    }
    guard let first = possible.first.flatMap(training) else { return arms }
    return possible.filter { training($0)?.data == first.data }
  }

  /// The plan of an arm with all that is done to its network.
  func operated(_ index: Int) -> TrainPlan {
    plans[index].operated(by: planned[index].map(\.operation))
  }

  private static func command(
    _ lesson: Lesson, _ selection: LessonExport.Selection, seed: UInt64, steps: Int
  ) -> String {
    let arms = selection.arms.map { " --arm \($0)" }.joined()
    let settings = selection.settings.sorted { $0.key < $1.key }.map { name, value in
      " --set " + "\(name)=\(value.argument)".shellWord
    }
    let operations = selection.operations.map { " --operate " + $0.text.shellWord }.joined()
    return
      "gradlab export \(lesson.argument?.shellWord ?? lesson.id) --to pytorch\(arms)\(settings.joined())\(operations)"
      + " --seed \(seed) --steps \(steps)"
  }

  /// All arms, as many at a time as there are processors.
  func train(
    _ data: SharedData, _ library: DataLibrary, _ progress: (HeadlessRun.Progress) -> Void
  ) throws -> [ReproducedRun] {
    let start = Clock.seconds()
    let total = steps + ReproducedRun.twinSteps(steps)
    let counts = Monitor(arms.map { _ in ArmCount(done: 0, total: total) })
    let results = try WorkPool.run(jobs: arms.count) {
      progress(counts.withLock { $0.progress(seconds: Clock.seconds() - start) })
    } _: { index -> Result<ReproducedRun, any Error> in
      Result {
        try ReproducedRun(
          plans[index], planned[index], seed: seed, data: data, shelf: library, steps: steps
        ) { done in
          counts.withLock { $0[index].done = done }
        }
      }
    }
    return try zip(arms, results).map { arm, result in
      do { return try result.get() } catch {
        throw ExportFault.impossible(arm: arm.id, reason: "\(error)")
      }
    }
  }
}
