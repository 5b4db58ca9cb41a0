import ArgumentParser

/// `gradlab manual`: the manual page, for `make install` and `make deb`.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the manual page, in the language of man(7).", shouldDisplay: false)

  func run() throws { try StandardStreams.write(ManualPage(of: GradLab.self).text) }
}
