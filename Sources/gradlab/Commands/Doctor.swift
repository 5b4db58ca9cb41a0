import ArgumentParser
import CBuildTarget
import Charts
import Glibc
import Lab
import Lessons
import Screens
import Tensors
import Terminal

/// `gradlab doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what the program found: terminal, processor, folders.")

  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    Screen.prepareEngine()
    let rows = [("gradlab", Version.text)] + terminal + processor + places
    let width = (rows.map { $0.0.count }.max() ?? 0) + 2
    try StandardStreams.write(
      rows.map { name, value in
        name + String(repeating: " ", count: width - name.count) + value + "\n"
      }.joined())
  }

  private var terminal: [(String, String)] {
    let streams = [("input", STDIN_FILENO), ("output", STDOUT_FILENO)].map { name, descriptor in
      "\(name) is \(isatty(descriptor) == 1 ? "a" : "no") terminal"
    }
    var rows = [("streams", streams.joined(separator: ", "))]
    let configuration = Configuration(look: look)
    do {
      let profile = try TerminalProfile.detect(
        colors: configuration.settings.colors.tier, glyphs: configuration.settings.glyphs.tier)
      rows.append(("terminal", profile.type))
      rows.append(("colors", Doctor.word(profile.colors)))
      rows.append(("glyphs", Doctor.word(profile.glyphs)))
    } catch {
      rows.append(("terminal", "\(error)"))
    }
    rows.append(("theme", configuration.settings.text(of: .theme)))
    return rows + [("characters", String(cString: nl_langinfo(nl_item(CODESET))))]
  }

  private static func word(_ tier: ColorTier) -> String {
    switch tier {
    case .mono: "none"
    case .sixteen: "16"
    case .indexed256: "256"
    case .trueColor: "24 bits"
    }
  }

  private static func word(_ tier: GlyphTier) -> String {
    switch tier {
    case .ascii: "ASCII"
    case .lines: "line drawing"
    case .braille: "Braille, blocks, Greek"
    }
  }

  private var processor: [(String, String)] {
    let features = String(cString: gradlab_build_features_text()).split(separator: " ")
    return [
      ("processors", "\(EngineRuntime.processorCount)"),
      ("built for", features.joined(separator: " ")),
      ("vectors", "\(EngineRuntime.vectorWidth) floats"),
    ]
  }

  private var configurationFile: String {
    let configuration = Configuration(look: look)
    guard let path = configuration.path else {
      return "none: neither XDG_CONFIG_HOME nor HOME is set"
    }
    return path.safe(limit: 400) + (configuration.hasFile ? "" : " (not there)")
  }

  /// What is wrong with the file or with variables of the environment.
  private var settingFaults: [(String, String)] {
    Configuration(look: look).faults.map { ("settings", "\($0)".safe(limit: 400)) }
  }

  /// Where progress is kept, or why it isn't.
  private var progress: String {
    do throws(ProgressFault) {
      let file = try ProgressFile.ofUser()
      let damage = try file.load().damage.map { " (damaged: \($0))" } ?? ""
      return file.path.safe(limit: 400) + damage
    } catch {
      return error.notice
    }
  }

  /// The person's own folder, and what is in it.
  private func ownLessons(_ found: ResourceFolders) -> String {
    guard folders.root == nil else { return "left out by --root" }
    guard let path = PersonalFolder.lessons() else {
      return "none: neither XDG_DATA_HOME nor HOME is set"
    }
    guard access(path, F_OK) == 0, let all = try? LessonLibrary(root: found.lessons, personal: path)
    else {
      return path.safe(limit: 400) + " (not there)"
    }
    let broken = all.broken.count { $0.path.hasPrefix(path) }
    return path.safe(limit: 400)
      + " (\(all.lessons.count(where: \.isPersonal)) lessons, \(broken) broken)"
  }

  private var places: [(String, String)] {
    let found = ResourceFolders.find(root: folders.root)
    var lessons = found.lessons.safe(limit: 400)
    do {
      let library = try LessonLibrary(root: found.lessons)
      lessons += " (\(library.lessons.count) lessons, \(library.broken.count) broken)"
    } catch {
      lessons = error.description
    }
    let assets = access(found.assets, R_OK) == 0 ? "" : " (not there)"
    return [
      ("program", ResourceFolders.executablePath()?.safe(limit: 400) ?? "unknown"),
      ("lessons", lessons),
      ("your lessons", ownLessons(found)),
      ("data", found.assets.safe(limit: 400) + assets),
      ("configuration", configurationFile),
      ("progress", progress),
    ] + settingFaults
  }
}
