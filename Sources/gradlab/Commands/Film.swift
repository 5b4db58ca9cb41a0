import ArgumentParser
import Charts
import Lab
import Lessons
import Screens

/// `gradlab film RECORDING --output FILE.svg`.
struct FilmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "film",
    abstract: "Turn a recording into an SVG picture that moves, for web pages.",
    discussion: """
      Reads asciicasts of version 3, as --record and asciinema write them, and of version 2. The picture \
      needs no script and nothing beside it; whoever asks for less motion sees its last frame. Markers \
      become captions. What the program's small screen doesn't know of another program's output is left \
      out, and said with its line. No file is overwritten.
      """)

  enum Page: String, ExpressibleByArgument, CaseIterable {
    case dark, light

    var theme: Theme { self == .dark ? .dark : .light }
  }

  @Argument(help: "The asciicast.", completion: .file(extensions: ["cast"]))
  var recording: String

  @Option(help: "A file that is not there yet: .svg.", completion: .file(extensions: ["svg"]))
  var output: String

  @Option(help: "So many times as fast, from 0.1 to 100.")
  var speed = 1.0

  @Option(help: "Seconds that nothing happens, at most, before the speed counts.")
  var idleLimit = 2.0

  @Option(help: "Begin at this marker: its number, from 1, or a part of its text.")
  var from: String?

  @Option(help: "End at this marker.")
  var to: String?

  @Option(help: "Colors for a dark or a light page; by default as recorded.")
  var theme: Page?

  @Flag(help: "Stop at the end; by default the film begins again.")
  var once = false

  func validate() throws {
    guard (0.1...100).contains(speed) else {
      throw ValidationError("--speed takes a number from 0.1 to 100, not \(speed)")
    }
    guard (0.01...3600).contains(idleLimit) else {
      throw ValidationError("--idle-limit takes 0.01 to 3600 seconds, not \(idleLimit)")
    }
    guard output.hasSuffix(".svg") else {
      throw ValidationError("--output \(output.safe(limit: 200)): the name of a film ends in .svg")
    }
  }

  func run() throws {
    try NewFile.check(output)
    let cast = try read()
    guard !cast.events.isEmpty else {
      throw refuse(
        LogFault(
          path: recording, found: "a header alone", expected: "output after it",
          remedy: "nothing was recorded"))
    }
    var cut = FilmCut()
    (cut.speed, cut.idleLimit, cut.isOnce) = (speed, idleLimit, once)
    (cut.from, cut.to, cut.theme) = (from, to, theme?.theme)
    let title = cast.header.title ?? recording.split(separator: "/").last.map(String.init) ?? ""
    let result: (film: Film, strangers: [FilmCut.Stranger])
    do throws(FilmCut.Fault) { result = try cut.film(of: cast, title: title) } catch {
      throw ValidationError("\(error)")
    }
    tell(of: result.strangers)
    let bytes = Array(result.film.svg().utf8)
    try NewFile.write(bytes, to: output)
    StandardStreams.warn(
      "\(output.safe(limit: .max)) written: \(result.film.frames.count) frames, "
        + "\(NumberText.fixed(result.film.duration, digits: 1)) seconds, \(bytes.count) bytes\n")
  }

  private func read() throws -> Asciicast {
    let bytes: [UInt8]
    switch FileContent.read(recording, limit: AsciicastReader.sizeLimit) {
    case .success(let content): bytes = content
    case .failure(.unreadable(let reason)):
      throw refuse(fault("no way to read (\(reason))", "a file that can be read"))
    case .failure(.tooLarge(let size)):
      throw refuse(fault("\(size) bytes", "at most \(AsciicastReader.sizeLimit)"))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw refuse(fault("bytes that are no UTF-8", "text"))
    }
    do throws(LogFault) {
      let (cast, damage) = try AsciicastReader.read(text, path: recording)
      if let damage {
        StandardStreams.warn("gradlab: \(damage)\n")
        StandardStreams.warn("gradlab: the film ends before that line\n")
      }
      return cast
    } catch {
      throw refuse(error)
    }
  }

  private func fault(_ found: String, _ expected: String) -> LogFault {
    LogFault(path: recording, found: found, expected: expected, remedy: "is it an asciicast?")
  }

  private func refuse(_ fault: LogFault) -> ExitCode {
    StandardStreams.warn("gradlab: \(fault)\n")
    return .failure
  }

  /// So many are told one by one.
  private static let toldLimit = 8

  private func tell(of strangers: [FilmCut.Stranger]) {
    for stranger in strangers.prefix(Self.toldLimit) {
      StandardStreams.warn(
        "gradlab: \(recording.safe(limit: 200)):\(stranger.line): left out, the screen of films "
          + "doesn\u{2019}t know it: \(stranger.text.safe(limit: 80))\n")
    }
    if strangers.count > Self.toldLimit {
      StandardStreams.warn("gradlab: and \(strangers.count - Self.toldLimit) more\n")
    }
  }
}
