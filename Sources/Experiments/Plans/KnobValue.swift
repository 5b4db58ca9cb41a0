/// The value of a knob: a number, or one of its words.
public enum KnobValue: Hashable, Sendable {
  case number(Double)
  case word(String)
}
