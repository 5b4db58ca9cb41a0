import ArgumentParser

/// How fast the screen shows runs.
struct PacingOptions: ParsableArguments {
  /// A factor over the lesson's pace, or none.
  struct Speed: ExpressibleByArgument {
    /// nil: as fast as it goes.
    var factor: Double?

    init(factor: Double?) { self.factor = factor }

    init?(argument: String) {
      if argument == "max" {
        factor = nil
      } else {
        guard let number = Double(argument), number.isFinite, number >= 0.1, number <= 100 else {
          return nil
        }
        factor = number
      }
    }

    var defaultValueDescription: String { "1" }
  }

  @Option(
    help: ArgumentHelp(
      "How fast runs are shown: 1 as the lesson has it, 2 twice as fast, max as fast as they go.",
      valueName: "0.1...100|max"))
  var speed = Speed(factor: 1)
}
