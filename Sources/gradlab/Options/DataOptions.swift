import ArgumentParser
import Lessons

/// The data that stand in place of a lesson's.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file of your own in place of the lesson's data: a text, names, sentences or translations, as "
        + "the lesson has them; KIND=FILE where it has several.", valueName: "file"),
    completion: .file())
  var data: String?

  /// The lesson on these data.
  func lesson(_ lesson: Lesson) throws -> Lesson {
    guard let data else { return lesson }
    do { return try lesson.with(OwnData(argument: data)) } catch {
      throw ValidationError("--data: \(error)")
    }
  }
}
