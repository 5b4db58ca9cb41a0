import Charts
import Lab
import Lessons

/// The lecture's slides in Markdown: which page of which lesson stands for each, what it claims, what
/// the claims came to over the seeds of their records, and where a slide is loose or wrong.
struct SlidePage {
  let lessons: [Lesson]

  init(_ lessons: [Lesson]) {
    self.lessons = lessons
  }

  var text: String {
    let parts = lessons.map(\.part).reduce(into: [String]()) { parts, part in
      if parts.last != part { parts.append(part) }
    }
    let sections = parts.map { part in
      "## \(part)\n\n" + lessons.filter { $0.part == part }.map(section).joined()
    }
    return heading + sections.joined() + errata
  }

  private var heading: String {
    """
    # The lecture's slides, lesson by lesson

    "Neural Networks II: Deep Learning" (Mengye Ren, NYU, 2024). Each slide with the page that stands for it, the page's claims, and what
    these came to over the seeds of their records: the least and the largest value, and the bound. Written by `make slides` from the lessons and
    their records.


    """
  }

  // MARK: Slides

  private func section(_ lesson: Lesson) -> String {
    let records = ClaimRecord.all(of: lesson)
    let pages = lesson.steps.enumerated().filter { !$0.element.slides.isEmpty }
    guard !pages.isEmpty else { return "" }
    return "### \(lesson.number) \(lesson.title)\n\n"
      + pages.map { page($0.element, number: $0.offset + 1, records) }.joined() + "\n"
  }

  private func page(
    _ step: LessonStep, number: Int, _ records: [String: ClaimRecord]
  ) -> String {
    let slides = step.slides.map { "“\($0)”" }.joined(separator: ", ")
    let claims = step.claims.map { name in
      "  - `\(name)`: " + (records[name].map(result) ?? "not recorded") + "\n"
    }
    return "- \(slides): page \(number), *\(step.title)*\n" + claims.joined()
  }

  private func result(_ claim: ClaimRecord) -> String {
    let sign = claim.holds ? "✓" : "✕"
    guard !claim.comparisons.isEmpty else { return "\(sign) `\(claim.formula)`" }
    return "\(sign) "
      + claim.comparisons.map { comparison in
        let finite = comparison.values.filter(\.isFinite)
        let range = [finite.min(), finite.max()].compactMap { $0 }.map(number)
        let values =
          range.isEmpty
          ? "not finite" : range[0] == range[1] ? range[0] : range.joined(separator: " … ")
        return "`\(comparison.text)` is \(values), claimed `\(comparison.boundText)`"
      }.joined(separator: "; ")
  }

  private func number(_ value: Double) -> String { NumberText.short(value, glyphs: .braille) }

  // MARK: Errata

  private var errata: String {
    let rows = lessons.flatMap { lesson in
      lesson.steps.enumerated().flatMap { index, step in
        step.errata.map { erratum in
          "| \(cell(erratum.slide)) | \(cell(erratum.right)) | \(cell(erratum.source)) | "
            + "\(lesson.number), page \(index + 1) |\n"
        }
      }
    }
    guard !rows.isEmpty else { return "" }
    return """
      ## Errata

      | a slide has | right is | source | lesson |
      | --- | --- | --- | --- |

      """ + rows.joined()
  }

  private func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
