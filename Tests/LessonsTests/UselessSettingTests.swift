import Lessons
import Testing

@Suite("Settings without effect")
struct UselessSettingTests {
  @Test("settings that the optimizer does not have are told, unless a knob chooses it")
  func uselessSettings() throws {
    func notices(_ new: String) throws -> [String] {
      let text = SmallLesson.changed("optimizer: sgd,", to: new)
      return try Lesson.read(Array(text.utf8), path: "f.md").notices
    }
    #expect(
      try notices("optimizer: rmsprop, momentum: 0.9,")
        == ["The optimizer rmsprop has no momentum: it is without effect."])
    #expect(try notices("optimizer: sgd, momentum: 0.9,").isEmpty)
    #expect(
      try notices("optimizer: adam, beta1: 0.8, gamma: 0.9,")
        == ["The optimizer adam has no gamma: it is without effect."])
  }
}
