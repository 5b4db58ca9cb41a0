/// One step of a lesson: a screenful of text, what is plotted, and what may be done.
public struct LessonStep: Sendable {
  public var title: String
  public var body: Prose
  /// The names of the plots shown, most important first.
  public var plots: [String]
  public var run: Run?
  public var prediction: Prediction?
  /// The knobs offered at this step; empty: none.
  public var knobs: [String]
  public var hints: [Prose]
  /// What the lecturer may say.
  public var notes: Prose?
  /// The claims that this step's text makes.
  public var claims: [String]
  /// The slides of the lecture that the step stands for, by their titles.
  public var slides: [String] = []
  /// Where a slide is loose or wrong.
  public var errata: [Erratum] = []
  /// Whether `n` may pass the step before its prediction is made.
  public var isSkippable: Bool
  /// The line of the file where its heading stands.
  public var line = 1
  /// The lines of the keys of its lab block.
  public var keyLines: [String: Int] = [:]

  public init(
    title: String, body: Prose = Prose(), plots: [String] = [], run: Run? = nil,
    prediction: Prediction? = nil, knobs: [String] = [], hints: [Prose] = [], notes: Prose? = nil,
    claims: [String] = [], isSkippable: Bool = true
  ) {
    self.title = title
    self.body = body
    self.plots = plots
    self.run = run
    self.prediction = prediction
    self.knobs = knobs
    self.hints = hints
    self.notes = notes
    self.claims = claims
    self.isSkippable = isSkippable
  }

  /// Everything that is read at the step: its text, the question with its options and reasons,
  /// hints and notes.
  public var texts: [Prose] {
    [body] + (prediction?.texts ?? []) + hints + (notes.map { [$0] } ?? [])
  }

  /// How far the arms train at this step.
  public struct Run: Hashable, Sendable {
    /// The arms shown and trained; empty means all.
    public var arms: [String]
    public var until: Int
    /// Training steps a second, at most; nil: as fast as it goes.
    public var pace: Int?

    public init(arms: [String] = [], until: Int, pace: Int? = nil) {
      self.arms = arms
      self.until = until
      self.pace = pace
    }

    public func trains(_ arm: String) -> Bool { arms.isEmpty || arms.contains(arm) }
  }
}

/// Something that a slide of the lecture has in a loose or wrong form.
public struct Erratum: Hashable, Sendable {
  /// As the slide has it.
  public var slide: String
  /// As it should be.
  public var right: String
  /// Who says so.
  public var source: String

  public init(slide: String, right: String, source: String) {
    self.slide = slide
    self.right = right
    self.source = source
  }
}

/// A question that is answered before the run.
public struct Prediction: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case choice(options: [Option], answer: String)
    /// A number; `answer` is computed from the run, and a guess within `factor` of it counts.
    case number(answer: Expression, factor: Double, unit: String)
  }

  public struct Option: Hashable, Sendable {
    public var key: String
    public var text: Prose
    /// What to tell a learner who chose it.
    public var why: Prose?

    public init(key: String, text: Prose, why: Prose? = nil) {
      self.key = key
      self.text = text
      self.why = why
    }
  }

  public var id: String
  public var ask: Prose
  public var kind: Kind

  public init(id: String, ask: Prose, kind: Kind) {
    self.id = id
    self.ask = ask
    self.kind = kind
  }

  /// The question, its options and what is told of them.
  var texts: [Prose] {
    switch kind {
    case .choice(let options, _):
      [ask] + options.flatMap { [$0.text] + ($0.why.map { [$0] } ?? []) }
    case .number: [ask]
    }
  }
}

/// A statement of a lesson that a run checks.
public struct Claim: Hashable, Sendable {
  public enum Quantifier: Hashable, Sendable {
    /// On every seed.
    case all
    /// For the median of each compared value over the seeds.
    case median
    /// On at least `count` of every `of` seeds.
    case atLeast(count: Int, of: Int)

    /// As lesson files have it.
    public var symbol: String {
      switch self {
      case .all: "all"
      case .median: "median"
      case .atLeast(let count, let of): "\(count)/\(of)"
      }
    }
  }

  public var name: String
  public var expression: Expression
  public var over: Quantifier

  public init(name: String, expression: Expression, over: Quantifier = .all) {
    self.name = name
    self.expression = expression
    self.over = over
  }
}
