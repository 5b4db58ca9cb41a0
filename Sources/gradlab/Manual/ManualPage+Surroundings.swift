import Screens

/// What the program reads and writes, and what it ends with.
extension ManualPage {
  static func describeSurroundings(on page: inout ManualText) {
    page.section("ENVIRONMENT")
    for name in SettingName.allCases {
      let meaning = ConfigurationTemplate.comment(name).joined(separator: " ")
      page.entry([.literal(name.variable)], meaning)
    }
    for (name, meaning) in variables { page.entry([.literal(name)], meaning) }
    page.prose(
      "An option wins over the environment, and that over the configuration file; gradlab config shows "
        + "what each setting is from.")
    page.section("FILES")
    for (path, meaning) in files { page.entry([.literal(path)], meaning) }
    page.section("\"EXIT STATUS\"")
    for (status, meaning) in statuses { page.entry([.literal(status)], meaning) }
    page.section("EXAMPLES")
    for (command, meaning) in examples { page.entry([.literal(command)], meaning) }
    page.section("\"SEE ALSO\"")
    page.prose(
      "gradlab help, and for one command gradlab help COMMAND. Recordings are played by asciinema, logs of "
        + "numbers are shown by TensorBoard.")
  }

  private static let variables = [
    (
      "NO_COLOR",
      "Where it is not empty: no colors, unless GRADLAB_COLORS or an option says otherwise."
    ),
    ("TERM", "The type of the terminal, as terminfo knows it."),
    ("COLORTERM", "truecolor or 24bit promises a terminal of 24-bit colors."),
    (
      "XDG_CONFIG_HOME",
      "An absolute path: where the folder gradlab with the configuration file is. By default ~/.config."
    ),
    (
      "XDG_STATE_HOME",
      "An absolute path: where the folder gradlab with progress and sessions is. By default ~/.local/state."
    ),
    (
      "XDG_RUNTIME_DIR",
      "An absolute path: where a talk is found by its speaker's screen. By default a folder in /tmp that "
        + "nobody else can read."
    ),
  ]

  private static let files = [
    (
      "$XDG_CONFIG_HOME/gradlab/config.yml",
      "The settings. gradlab config --template prints one to begin with."
    ),
    (
      "$XDG_STATE_HOME/gradlab/progress.txt",
      "Pages seen and questions answered, as lines of text. gradlab progress shows them."
    ),
    (
      "$XDG_STATE_HOME/gradlab/sessions/",
      "Logs of sessions, for gradlab replay, and their runs, for gradlab resume."
    ),
    (
      "PREFIX/share/gradlab/Lessons/",
      "The lessons, where the program is PREFIX/bin/gradlab; README.md there says how to write one. "
        + "A folder Lessons in the working folder comes first, and --root names another one."
    ),
    (
      "PREFIX/share/gradlab/Assets/",
      "The data; README.md there tells their sources and licenses. A folder Assets in the working folder "
        + "comes first."
    ),
  ]

  private static let statuses = [
    ("0", "All went well."),
    (
      "1",
      "A failure: a fault in a lesson, a claim that does not hold, a file that can't be written."
    ),
    ("2", "A terminal is needed, and there is none, or one that can't show a screen."),
    ("64", "The command line is wrong."),
  ]

  private static let examples = [
    ("gradlab", "The library, to choose a lesson."),
    ("gradlab open kaiming", "The lesson whose id begins so."),
    (
      "gradlab run lenet --steps 200 --csv",
      "Train a lesson's networks without a screen, and print what was measured."
    ),
    (
      "gradlab sweep kaiming c 0.1..10 7 --seeds 1-3",
      "Run an arm with seven variances of the first weights, with three seeds each."
    ),
    ("gradlab play spirals", "A bench of one's own on two spirals."),
    (
      "gradlab present 7",
      "A lesson in front of a room; gradlab present --speaker in a second terminal."
    ),
    ("gradlab check ./mine.md", "Find the faults of a lesson."),
    (
      "gradlab verify 7 --fresh 4", "Check what a lesson claims on four seeds that nobody has seen."
    ),
  ]
}
