/// Where a person's own lessons and courses are found from any folder.
/// - Source: XDG Base Directory Specification 0.8
public enum PersonalFolder {
  /// `$XDG_DATA_HOME/gradlab/lessons`, else `~/.local/share/gradlab/lessons`; nil: the environment names no
  /// folder. It need not be there.
  public static func lessons(
    in environment: (String) -> String? = StateFolder.variable
  ) -> String? {
    StateFolder.base("XDG_DATA_HOME", inHome: ".local/share", environment).map {
      StateFolder.joined($0, "gradlab/lessons")
    }
  }
}
