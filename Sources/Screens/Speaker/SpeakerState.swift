public import Charts
import Lab

/// What the speaker's terminal shows of a talk, as the audience's tells it: texts are lines already, as wide
/// as the speaker's screen has room for.
public struct SpeakerState: Hashable, Sendable {
  /// The version of what is told.
  public static let version = 1

  public struct Row: Hashable, Sendable {
    public var label: String
    public var value: String
    /// Whether it is the one that is meant now: the focused knob, the right answer.
    public var isMarked = false
  }

  /// A claim of the page: what holds of it in this run, and what is recorded.
  public struct Claim: Hashable, Sendable {
    public enum Verdict: String, Sendable { case open, right, wrong }

    public var words: String
    public var verdict: Verdict
    /// What is measured, each beside its bound.
    public var measured: [String] = []
    /// Smallest, middle and largest of the seeds of the record.
    public var recorded: [String] = []
  }

  public var talk = ""
  /// From 1.
  public var page = 1
  public var pages = 1
  public var title = ""
  public var idea = 1
  public var ideas = 1
  public var text: [String] = []
  public var notes: [String] = []
  public var nextTitle = ""
  public var nextText: [String] = []
  /// How long the talk is to take, and how long until the end of this page.
  public var minutes = 0.0
  public var plannedMinutes = 0.0
  /// Seconds since the first page was turned; nil: it was not.
  public var elapsed: Double?
  public var run = ""
  /// Whether the runs of the next page are known beforehand.
  public var isNextReady = false
  public var arms: [Row] = []
  public var knobs: [Row] = []
  public var claims: [Claim] = []
  public var question = ""
  /// How many have voted, and what they say.
  public var voters = 0
  public var votes: [Row] = []
  /// What works now at the audience's terminal: key and word.
  public var keys: [Row] = []
  public var notice = ""
  /// "black", "what if?", "REPLAY".
  public var flags: [String] = []
  /// Whether the audience's terminal takes text: every key goes there then.
  public var takesText = false

  public init() {}
}

extension SpeakerState {
  /// A line of text without a line break.
  public var line: String {
    let fields: [String: JSONValue] = [
      "gradlab": .integer(Self.version), "talk": .string(talk), "page": .integer(page),
      "pages": .integer(pages), "title": .string(title), "idea": .integer(idea),
      "ideas": .integer(ideas), "text": .strings(text), "notes": .strings(notes),
      "nextTitle": .string(nextTitle), "nextText": .strings(nextText), "minutes": .number(minutes),
      "planned": .number(plannedMinutes), "elapsed": elapsed.map { .number($0) } ?? .null,
      "run": .string(run), "isNextReady": .boolean(isNextReady),
      "arms": .array(arms.map(\.json)), "knobs": .array(knobs.map(\.json)),
      "claims": .array(claims.map(\.json)), "question": .string(question),
      "voters": .integer(voters), "votes": .array(votes.map(\.json)),
      "keys": .array(keys.map(\.json)),
      "notice": .string(notice), "flags": .strings(flags), "takesText": .boolean(takesText),
    ]
    return JSONValue.object(fields).lineText
  }

  /// nil where the line tells nothing of a talk of this version.
  public init?(line: String) {
    guard let json = JSONValue(line), json["gradlab"]?.number == Double(Self.version) else {
      return nil
    }
    talk = json.text("talk")
    (page, pages) = (json.count("page"), json.count("pages"))
    title = json.text("title")
    (idea, ideas) = (json.count("idea"), json.count("ideas"))
    (text, notes) = (json.texts("text"), json.texts("notes"))
    (nextTitle, nextText) = (json.text("nextTitle"), json.texts("nextText"))
    minutes = json.duration("minutes") ?? 0
    plannedMinutes = json.duration("planned") ?? 0
    elapsed = json.duration("elapsed")
    run = json.text("run")
    isNextReady = json["isNextReady"]?.boolean ?? false
    (arms, knobs) = (json.rows("arms"), json.rows("knobs"))
    claims = (json["claims"]?.array ?? []).map(Claim.init)
    question = json.text("question")
    voters = json.count("voters")
    (votes, keys) = (json.rows("votes"), json.rows("keys"))
    notice = json.text("notice")
    flags = json.texts("flags")
    takesText = json["takesText"]?.boolean ?? false
  }
}

extension SpeakerState.Row {
  fileprivate var json: JSONValue {
    .array([.string(label), .string(value), .boolean(isMarked)])
  }

  fileprivate init(_ json: JSONValue) {
    let parts = json.array ?? []
    self.init(
      label: parts.first?.string ?? "", value: parts.dropFirst().first?.string ?? "",
      isMarked: parts.last?.boolean ?? false)
  }
}

extension SpeakerState.Claim {
  fileprivate var json: JSONValue {
    .object([
      "words": .string(words), "verdict": .string(verdict.rawValue), "measured": .strings(measured),
      "recorded": .strings(recorded),
    ])
  }

  fileprivate init(_ json: JSONValue) {
    self.init(
      words: json.text("words"), verdict: Verdict(rawValue: json.text("verdict")) ?? .open,
      measured: json.texts("measured"), recorded: json.texts("recorded"))
  }
}

extension JSONValue {
  /// In one line; a sign that the reader takes for an anchor of YAML is written by its number.
  fileprivate var lineText: String {
    text(depth: 0).split(separator: "\n").joined(separator: " ")
      .split(separator: "&", omittingEmptySubsequences: false).joined(separator: "\\u0026")
  }

  fileprivate static func strings(_ texts: [String]) -> JSONValue {
    .array(texts.map { .string($0) })
  }

  fileprivate func text(_ key: String) -> String { self[key]?.string ?? "" }
  fileprivate func texts(_ key: String) -> [String] {
    (self[key]?.array ?? []).compactMap(\.string)
  }
  fileprivate func rows(_ key: String) -> [SpeakerState.Row] {
    (self[key]?.array ?? []).map(SpeakerState.Row.init)
  }
  /// In minutes or seconds; none that a clock could not show.
  fileprivate func duration(_ key: String) -> Double? {
    self[key]?.number.flatMap { (0...1e9).contains($0) ? $0 : nil }
  }
  fileprivate func count(_ key: String) -> Int {
    self[key]?.number.flatMap { Int(exactly: $0) }.flatMap {
      (0...1_000_000).contains($0) ? $0 : nil
    }
      ?? 1
  }
}

/// What the speaker's terminal tells the audience's.
public enum SpeakerWord: Hashable, Sendable {
  /// Its version, and the columns that texts have there.
  case hello(version: Int, columns: Int)
  case key(Key)
  /// A command as the palette takes it.
  case command(String)

  public var line: String {
    switch self {
    case .hello(let version, let columns):
      JSONValue.object(["hello": .integer(version), "columns": .integer(columns)]).lineText
    case .key(let key): JSONValue.object(["key": .string(key.name)]).lineText
    case .command(let text): JSONValue.object(["command": .string(text)]).lineText
    }
  }

  /// nil: nothing that a speaker says.
  public init?(line: String) {
    guard let json = JSONValue(line) else { return nil }
    if let version = json["hello"]?.number, let columns = json["columns"]?.number {
      guard let version = Int(exactly: version), let columns = Int(exactly: columns),
        (10...1000).contains(columns)
      else { return nil }
      self = .hello(version: version, columns: columns)
    } else if let name = json["key"]?.string, let key = Key(name: name) {
      self = .key(key)
    } else if let text = json["command"]?.string {
      self = .command(text)
    } else {
      return nil
    }
  }
}
