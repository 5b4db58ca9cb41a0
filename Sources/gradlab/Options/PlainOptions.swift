import ArgumentParser

/// Whether lines are read and told in place of the full screen.
struct PlainOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Lines in place of the full screen, for screen readers and Braille displays; pipes work, too."
    ))
  var plain = false
}
