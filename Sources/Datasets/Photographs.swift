/// The photographs that are shipped, 128×128 pixels each.
public enum Photographs {
  /// As lessons name them.
  public static let names = [
    "astronaut", "camera", "cat", "coffee", "flower", "galaxies", "rocket", "temple",
  ]

  /// The path below the folder of data files; nil: there is none of that name.
  public static func path(_ name: String) -> String? {
    guard names.contains(name) else { return nil }
    return name == "camera" ? "photos/camera-gray.png" : "photos/\(name).png"
  }
}
