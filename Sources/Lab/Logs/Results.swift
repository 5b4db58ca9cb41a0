/// What builds of the program have in common that come to the same numbers.
public enum Results {
  /// Raised with every change of the engine after which the same seed gives other bits. A test knows
  /// the digest that this one comes to.
  public static let generation = 1
}
