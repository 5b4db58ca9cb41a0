/// A text to be read: what a network wrote, after what it was given.
public struct Passage: Hashable, Sendable {
  /// What is to be said of it in short, as its temperature.
  public var title: String
  public var text: String
  /// How many Unicode scalars of the text were given.
  public var promptEnd: Int
  /// Whether the text says why there is none.
  public var isRemark: Bool

  public init(title: String = "", text: String, promptEnd: Int = 0, isRemark: Bool = false) {
    self.title = title
    self.text = text
    self.promptEnd = promptEnd
    self.isRemark = isRemark
  }
}
