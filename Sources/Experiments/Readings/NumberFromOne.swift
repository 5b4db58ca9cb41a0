extension Array {
  /// The place of the element that people call number 1, 2, 3 …; nil: there is none of this number, however
  /// large or small it is.
  package func place(ofNumber number: Int) -> Int? {
    number > 0 && number <= count ? number - 1 : nil
  }
}
