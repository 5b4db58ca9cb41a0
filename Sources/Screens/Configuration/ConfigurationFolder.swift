/// Where the configuration file is looked for.
public enum ConfigurationFolder {
  /// `$XDG_CONFIG_HOME/gradlab/config.yml`, or that under `~/.config`; nil where no folder is known.
  /// A relative path is ignored, as if it were not there.
  /// - Source: XDG Base Directory Specification 0.8
  public static func file(_ environment: [String: String]) -> String? {
    func folder(_ variable: String) -> String? {
      environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let base = folder("XDG_CONFIG_HOME") ?? folder("HOME").map { joined($0, ".config") }
    return base.map { joined($0, "gradlab/config.yml") }
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
