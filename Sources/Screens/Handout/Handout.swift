public import Charts

/// What is handed out on paper or as a page: sections of blocks, from one lesson or from several, with
/// every number filled in.
public struct Handout: Hashable, Sendable {
  public var title: String
  /// Of its texts, as `en` or `pt-BR`.
  public var language = "en"
  /// What stands under the title, such as the question that a lesson answers.
  public var lead: String
  /// In a line under it: where it is from.
  public var facts: [String]
  public var sections: [Section]

  public init(title: String, lead: String, facts: [String] = [], sections: [Section]) {
    (self.title, self.lead, self.facts, self.sections) = (title, lead, facts, sections)
  }

  /// A heading with what is under it.
  public struct Section: Hashable, Sendable {
    /// Its name within the handout, by which links find it: letters, digits, `-` and `_`.
    public var anchor: String
    public var title: String
    /// Of its texts, where it is another one than the handout's.
    public var language: String?
    public var blocks: [Block]
    public var sections: [Section]

    public init(anchor: String, title: String, blocks: [Block] = [], sections: [Section] = []) {
      (self.anchor, self.title, self.blocks, self.sections) = (anchor, title, blocks, sections)
    }
  }

  public indirect enum Block: Hashable, Sendable {
    /// Within the text of a section.
    case heading([Run])
    case paragraph([Run])
    /// Beside the text: where something is from.
    case small([Run])
    case list([Item])
    case quote([Block])
    case code([String])
    /// In TeX's notation, by itself.
    case formula(String)
    case table(Table)
    case rule
    case figure(Figure)
    case prediction(Question)
    /// Something beside the text, as the lecturer's notes.
    case remark(title: String, [Block])
    /// What is read on demand.
    case folded(title: String, [Block])
    case claims([ClaimResult])
    case errata([Correction])
  }

  /// `mark`: "3.", empty for a bullet.
  public struct Item: Hashable, Sendable {
    public var mark: String
    public var blocks: [Block]
  }

  public struct Table: Hashable, Sendable {
    public enum Alignment: String, Hashable, Sendable { case left, center, right }

    public var alignments: [Alignment]
    public var header: [[Run]]
    public var rows: [[[Run]]]
  }

  /// A stretch of text in one style.
  public struct Run: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
      case text(String)
      case code(String)
      /// In TeX's notation.
      case formula(String)
      /// A number of the run.
      case number(String)
      case address(String)
      case lineBreak
      /// Whether what stands before it came true in the run.
      case verdict(Bool)
    }

    public var content: Content
    public var isStrong: Bool
    public var isEmphasized: Bool
    /// The anchor of what vouches for the words; nil: nothing in the handout.
    public var target: String?

    public init(
      _ content: Content, isStrong: Bool = false, isEmphasized: Bool = false, target: String? = nil
    ) {
      (self.content, self.isStrong) = (content, isStrong)
      (self.isEmphasized, self.target) = (isEmphasized, target)
    }

    static func text(_ text: String) -> Run { Run(.text(text)) }
  }

  /// A plot of the run.
  public struct Figure: Hashable, Sendable {
    public enum Drawing: Hashable, Sendable {
      case curves(LineChart)
      case cells(Grid)
    }

    public var title: String
    /// Its scale, its step and the like.
    public var note: String
    /// What it shows, in sentences, for those who don't see it.
    public var description: String
    public var drawing: Drawing
    /// The command line that draws it again.
    public var command: String
  }

  /// A question before a run, with what is told after it.
  public struct Question: Hashable, Sendable {
    public struct Option: Hashable, Sendable {
      public var key: String
      public var text: [Run]
      public var isRight: Bool
      /// What speaks against it, or for it.
      public var why: [Run]
    }

    public var ask: [Run]
    public var options: [Option]
    /// The answer to a question for a number: "508 times", and from which guesses on it counts.
    public var answer: [Run]
    /// What the run has shown.
    public var measured: [Block]
  }

  /// A claim over the seeds of its record.
  public struct ClaimResult: Hashable, Sendable {
    public struct Comparison: Hashable, Sendable {
      /// What is compared, as the lesson writes it.
      public var subject: String
      /// "< 1.2".
      public var bound: String
      /// "1.06"; "diverged".
      public var minimum, median, maximum: String
      /// In standard deviations; empty where nothing varies.
      public var margin: String
    }

    public var anchor: String
    public var name: String
    /// The words of the text that are bound to it.
    public var words: [Run]
    public var formula: String
    /// "on all 8 seeds".
    public var over: String
    /// nil: it was not recorded.
    public var holds: Bool?
    public var comparisons: [Comparison]
    /// Those that it was judged on.
    public var seeds: [UInt64]
  }

  /// What a slide of the lecture has, and what is right.
  public struct Correction: Hashable, Sendable {
    public var slide: String
    public var right: String
    public var source: String
    /// The page that says more, and its anchor.
    public var page: String
    public var target: String
  }
}
