internal import Lab

/// Where the configuration file is looked for.
public enum ConfigurationFolder {
  /// `$XDG_CONFIG_HOME/gradlab/config.yml`, or that under `~/.config`; nil where no folder is known.
  /// A relative path is ignored, as if it were not there.
  /// - Source: XDG Base Directory Specification 0.8
  public static func file(_ environment: [String: String]) -> String? {
    StateFolder.base("XDG_CONFIG_HOME", inHome: ".config") { environment[$0] }
      .map { StateFolder.joined($0, "gradlab/config.yml") }
  }
}
