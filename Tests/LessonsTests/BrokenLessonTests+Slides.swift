extension BrokenLessonTests {
  static let slides: [Case] = [
    Case(
      "skippable: false", "skippable: false\nslides: Kaiming",
      "57:9: slides: expected a list, found Kaiming"),
    Case(
      "skippable: false", "skippable: false\nerrata: [{slide: σ, right: σ²}]",
      "57:10: the key \"source\" is missing in errata[1]"),
  ]
}
