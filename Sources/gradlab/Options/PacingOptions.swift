public import ArgumentParser
public import Screens

extension SpeedChoice: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// How fast the screen shows runs.
struct PacingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How fast runs are shown: 1 as the lesson has it, 2 twice as fast, max as fast as they go. "
        + "(default: 1, or what the configuration says)", valueName: "0.1...100|max"))
  var speed: SpeedChoice?
}
