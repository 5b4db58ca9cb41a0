public import Experiments

/// One lesson, read from a Markdown file and checked: every name in it refers to something.
public struct Lesson: Sendable, Identifiable {
  public var id: String
  public var title: String
  /// The one question that the lesson answers.
  public var question: String
  /// The letter and title of the part, as in "B. Making gradients flow".
  public var part: String
  /// Its place in the curriculum, from 1.
  public var number: Int
  public var minutes: Int
  public var seeds: Seeds
  /// What its arms do.
  package var template: any ExperimentTemplate
  public var arms: [Arm]
  public var knobs: [Knob]
  public var probes: [Probe]
  public var plots: [Plot]
  public var claims: [Claim]
  public var steps: [LessonStep]
  /// The probe whose newest value tells how an arm does; nil: the training loss.
  public var headline: String?
  /// Where the reader draws what a trained network reads; nil: nowhere.
  public var pad: Pad?
  /// Where the file was read.
  public var path: String
  /// The path by which somebody asked for it; nil: it was found in its folder, where its id names it.
  public var argument: String?
  /// Whether it was found in the person's own folder of lessons.
  public var isPersonal = false
  /// The language of its texts, as `en` or `pt-BR`.
  public var language = Lesson.usualLanguage
  /// The digest of the original that it is a translation of; nil: it says none.
  public var translates: String?
  /// The lines of the file where arms and plots stand: "arms.he", "plots.curve".
  public var keyLines: [String: Int] = [:]
  /// The data files of its own folder that it reads.
  public var files: [String] = []
  /// The bench that it was written for; nil: it was read from a file.
  public internal(set) var bench: PlayBench?
  /// What stands in place of its data; nil: they are its own.
  public internal(set) var ownData: OwnData?
  /// What it is without that; nil: there is none.
  var written: Written?
  /// What the file was when it was read; nil: it was read from no file.
  public var stamp: FileStamp?
  /// A digest of what the values of claims depend on: the front matter without its texts.
  public var claimDigest = ""
  /// A digest of the whole file.
  public var textDigest = ""

  public struct Seeds: Hashable, Sendable {
    /// The one on the screen.
    public var show: UInt64
    /// Those that the author looks at while writing; claims are judged on others.
    public var look: [UInt64]

    public init(show: UInt64, look: [UInt64]) {
      self.show = show
      self.look = look
    }
  }

  /// That of lessons which name none.
  public static let usualLanguage = "en"
  /// The most arms that a lesson may have.
  public static let armLimit = 12
  /// The most training steps that a run may take.
  public static let stepLimit = 1_000_000

  /// What a step of an arm is called: "step", or "layer" where each step adds one.
  public func stepName(of arm: String) -> String {
    self.arm(arm).map(template.stepName) ?? "step"
  }

  public func arm(_ id: String) -> Arm? { arms.first { $0.id == id } }
  public func knob(_ name: String) -> Knob? { knobs.first { $0.name == name } }
  /// The knob of that name, or the only one with that word in its name: `rate` for learning_rate.
  public func knobCalled(_ name: String) -> Knob? {
    let others = knobs.filter { $0.name.split(separator: "_").contains { $0 == name } }
    return knob(name) ?? (others.count == 1 ? others[0] : nil)
  }
  public func probe(_ name: String) -> Probe? { probes.first { $0.name == name } }
  public func plot(_ name: String) -> Plot? { plots.first { $0.name == name } }
  public func claim(_ name: String) -> Claim? { claims.first { $0.name == name } }
  /// The probe that tells how an arm does: the one that the lesson names, else the training loss, else
  /// the first one of a whole run.
  public var headlineProbe: Probe? {
    headline.flatMap(probe) ?? probes.first { $0.measure == .trainLoss }
      ?? probes.first { !$0.measure.isPerLayer }
  }
}
