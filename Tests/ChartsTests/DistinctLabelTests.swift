import Charts
import Testing

@Suite("Names that stand side by side")
struct DistinctLabelTests {
  static let normalized = ["BN, c = 0.02", "BN, c = 0.5", "BN, c = 2", "BN, c = 8"]

  @Test("names that fit stay whole")
  func whole() {
    #expect(DistinctLabels(Self.normalized).texts(columns: 12) == Self.normalized)
  }

  @Test("what all begin with gives way, so that what differs stays")
  func commonWords() {
    #expect(
      DistinctLabels(Self.normalized).texts(columns: 6) == ["…0.02", "…0.5", "…2", "…8"])
    #expect(
      DistinctLabels(["step size 1", "step size 2"]).texts(columns: 5, glyphs: .ascii)
        == ["~1", "~2"])
  }

  @Test("of names with nothing in common the middle gives way before they are alike")
  func middle() {
    let names = Self.normalized + ["c = 0.02", "c = 0.5", "c = 2", "c = 8"]
    for columns in 7...12 {
      let texts = DistinctLabels(names).texts(columns: columns)
      #expect(Set(texts).count == 8, "\(columns): \(texts)")
      #expect(texts.allSatisfy { $0.count <= columns })
    }
  }

  @Test("the width asked for is never exceeded, whatever the names are")
  func totality() {
    for names in [[], [""], ["", ""], ["漢字漢字", "漢字漢"], ["a b", "a"], ["same", "same"]] {
      for columns in 0...9 {
        let texts = DistinctLabels(names).texts(columns: columns)
        #expect(texts.count == names.count)
        #expect(texts.allSatisfy { CharacterWidth.columns(of: $0) <= columns })
      }
    }
  }
}
