import Charts
import Lessons
import Screens
import Testing

@Suite("Settings")
struct SettingsTests {
  private static let file = ConfigurationFile(
    Array(
      "theme: light\ncolors: 16\nbudget: 8\nglyphs: ascii\ndefaults: {speed: 3, seed: 5}".utf8),
    path: "config.yml")

  @Test("an option wins over the environment, that over the file, that over the default")
  func precedence() {
    var options = Choices()
    options.theme = .contrast
    let environment = EnvironmentChoices([
      "GRADLAB_THEME": "dark", "GRADLAB_COLORS": "256", "GRADLAB_SPEED": "max",
    ])
    let all = Settings(options: options, environment: environment, file: Self.file)
    #expect(all.theme == .contrast && all.source(of: .theme) == .option)
    #expect(all.colors == .indexed256)
    #expect(all.source(of: .colors) == .environment("GRADLAB_COLORS"))
    #expect(all.speed.factor == nil && all.source(of: .speed) == .environment("GRADLAB_SPEED"))
    #expect(all.keptBytes == 8 << 20 && all.source(of: .budget) == .file(3))
    #expect(all.seed == .number(5) && all.source(of: .seed) == .file(5))
    let noOption = Settings(environment: environment, file: Self.file)
    #expect(noOption.theme == .dark)
    #expect(Settings(file: Self.file).theme == .light)
    let none = Settings()
    #expect(none.theme == .auto && none.source(of: .theme) == .standard)
    #expect(none.keptBytes == 256 << 20 && none.speed.factor == 1 && none.seed == .lesson)
    #expect(
      SettingName.allCases.map(none.text) == [
        "no", "auto", "auto", "auto", "auto", "256", "1", "lesson",
      ])
  }

  @Test(
    "lines in place of the screen are a yes or no, as files and environments write these",
    arguments: [
      ("yes", true), ("1", true), ("on", true), ("True", true), ("no", false), ("0", false),
      ("false", false), ("maybe", nil),
    ])
  func plain(text: String, isPlain: Bool?) {
    let environment = EnvironmentChoices(["GRADLAB_PLAIN": text])
    #expect(environment.choices.plain == isPlain)
    #expect(environment.faults.isEmpty == (isPlain != nil))
    let file = ConfigurationFile(Array("plain: yes".utf8), path: "config.yml")
    #expect(Settings(environment: environment, file: file).isPlain == isPlain ?? true)
    #expect(file.faults.isEmpty)
  }

  @Test(
    "NO_COLOR wins over the file, and an option or GRADLAB_COLORS over it; empty it is not there")
  func noColor() {
    let plain = EnvironmentChoices(["NO_COLOR": "1"])
    #expect(Settings(environment: plain, file: Self.file).colors == .mono)
    #expect(
      Settings(environment: plain, file: Self.file).source(of: .colors)
        == .environment("NO_COLOR"))
    var options = Choices()
    options.colors = .trueColor
    #expect(Settings(options: options, environment: plain).colors == .trueColor)
    let both = EnvironmentChoices(["NO_COLOR": "1", "GRADLAB_COLORS": "16"])
    #expect(Settings(environment: both).colors == .sixteen)
    let empty = EnvironmentChoices(["NO_COLOR": "", "GRADLAB_THEME": ""])
    #expect(empty.choices == Choices() && empty.faults.isEmpty)
  }

  @Test("a variable that is no setting has a fault, and says nothing")
  func environmentFaults() {
    let environment = EnvironmentChoices([
      "GRADLAB_THEME": "lite\u{1B}", "GRADLAB_BUDGET": "much", "GRADLAB_SEED": "fresh",
    ])
    #expect(
      environment.faults.map(\.description) == [
        "GRADLAB_THEME: theme: found “liteU+001B”, expected auto, dark, light, contrast, "
          + "contrast-light, colorblind or colorblind-light",
        "GRADLAB_BUDGET: budget: found “much”, expected a whole number of megabytes from 1 to 65536",
      ])
    #expect(environment.choices.theme == nil && environment.choices.seed == .fresh)
  }

  @Test("a variable that is named like a setting and is none has a fault, with the one it may mean")
  func unknownVariables() {
    let environment = EnvironmentChoices([
      "GRADLAB_THEEM": "dark", "GRADLAB_PROGRAM": "/x", "GRADLAB_FAULT": "none", "HOME": "/h",
    ])
    #expect(environment.faults.count == 1)
    let text = environment.faults.first?.description ?? ""
    #expect(text.contains("GRADLAB_THEEM") && text.contains("GRADLAB_THEME"), "\(text)")
    #expect(environment.choices == Choices())
  }

  @Test(
    "the file is in XDG_CONFIG_HOME, else in ~/.config; paths that are not absolute are ignored",
    arguments: [
      (["XDG_CONFIG_HOME": "/x", "HOME": "/h"], "/x/gradlab/config.yml"),
      (["XDG_CONFIG_HOME": "/x/"], "/x/gradlab/config.yml"),
      (["HOME": "/h"], "/h/.config/gradlab/config.yml"),
      (["HOME": "/"], "/.config/gradlab/config.yml"),
      (["XDG_CONFIG_HOME": "x", "HOME": "/h"], "/h/.config/gradlab/config.yml"),
      (["XDG_CONFIG_HOME": "", "HOME": "/h"], "/h/.config/gradlab/config.yml"),
      (["XDG_CONFIG_HOME": "./x"], nil), (["HOME": "h"], nil), (["HOME": ""], nil), ([:], nil),
    ] as [([String: String], String?)])
  func folder(environment: [String: String], path: String?) {
    #expect(ConfigurationFolder.file(environment) == path)
  }

  @Test("a seed is the lesson's, a number, or another one each time")
  func seeds() {
    var generator = SystemRandomNumberGenerator()
    #expect(SeedPolicy.lesson.seed(using: &generator) == nil)
    #expect(SeedPolicy.number(7).seed(using: &generator) == 7)
    let seeds = (0..<20).compactMap { _ in SeedPolicy.fresh.seed(using: &generator) }
    #expect(seeds.count == 20 && Set(seeds).count > 1)
  }
}

@Suite("The theme on the screen")
struct ThemeSelectionTests {
  @Test(
    "follows the background where the choice leaves that open, and is for a dark one until it is told"
  )
  func follows() {
    let pairs: [(ThemeChoice, Theme, Theme)] = [
      (.auto, .dark, .light), (.dark, .dark, .dark), (.light, .light, .light),
      (.contrast, .highContrast, .highContrastLight),
      (.contrastLight, .highContrastLight, .highContrastLight),
      (.colorblind, .colorblind, .colorblindLight),
      (.colorblindLight, .colorblindLight, .colorblindLight),
    ]
    #expect(pairs.map(\.0) == ThemeChoice.allCases)
    for (choice, dark, light) in pairs {
      var selection = ThemeSelection(choice)
      #expect(selection.theme == dark)
      #expect(choice.followsBackground == (dark != light))
      selection.isLight = true
      #expect(selection.theme == light)
      selection.isLight = false
      #expect(selection.theme == dark)
    }
  }

  @Test("the key goes through all themes, or through those for the background that was told")
  func next() {
    var selection = ThemeSelection(.auto)
    var seen: [Theme] = []
    for _ in Theme.all {
      selection.next()
      seen.append(selection.theme)
    }
    #expect(Set(seen) == Set(Theme.all) && selection.theme == .dark)
    selection.isLight = true
    seen = []
    for _ in 0..<3 {
      selection.next()
      seen.append(selection.theme)
    }
    #expect(Set(seen) == [.light, .highContrastLight, .colorblindLight])
    // It goes on to follow.
    selection.isLight = false
    #expect([Theme.dark, .highContrast, .colorblind].contains(selection.theme))
  }

  @Test("the names of themes are those by which they are chosen")
  func names() {
    for theme in Theme.all {
      #expect(ThemeChoice(rawValue: theme.name)?.theme(onLight: nil) == theme)
    }
  }
}
