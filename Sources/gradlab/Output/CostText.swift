import Charts
import Lab
import Lessons

/// What a lesson takes, for people and for programs.
struct CostText {
  private let cost: LessonCost

  init(_ cost: LessonCost) { self.cost = cost }

  // MARK: For people

  var text: String {
    let heading =
      "\(cost.lesson.id), on \(cost.processors) processor\(cost.processors == 1 ? "" : "s")\n\n"
    let pages = cost.pages.isEmpty ? "No page takes a step.\n" : self.pages
    return heading + arms + "\n" + pages + "\n" + sums
  }

  private var arms: String {
    let columns = [
      DataTable.Column("arm"), DataTable.Column("parameters", .trailing),
      DataTable.Column("multiply-adds a step", .trailing), DataTable.Column("ms a step", .trailing),
      DataTable.Column("memory", .trailing),
    ]
    return ClaimText.table(
      columns,
      cost.arms.map { arm in
        DataTable.Row([
          arm.label, "\(arm.parameters)", NumberText.short(arm.multiplyAdds),
          arm.milliseconds.map { NumberText.short($0) } ?? "",
          arm.failure ?? arm.memory.map(Self.size) ?? "",
        ])
      })
  }

  private var pages: String {
    let columns = [
      DataTable.Column("page", .trailing), DataTable.Column(""),
      DataTable.Column("arms", .trailing),
      DataTable.Column("steps", .trailing), DataTable.Column("seconds", .trailing),
    ]
    return ClaimText.table(
      columns,
      cost.pages.map { page in
        DataTable.Row([
          "\(page.number)", page.title, "\(page.arms)", "\(page.until)",
          (page.isReckoned ? "~" : "") + NumberText.short(page.seconds),
        ])
      })
  }

  private var sums: String {
    let count = cost.lesson.claims.count
    let claims =
      count == 0
      ? "There is no claim.\n"
      : "\(count) claim\(count == 1 ? "" : "s") on \(cost.seeds) seeds: \(cost.claimSteps) steps, about "
        + "\(NumberText.short(cost.claimSeconds)) s.\n"
    return claims
      + "All arms together take at most \(Self.size(cost.memory)); \(Self.size(Lesson.memoryLimit)) are "
      + "allowed.\n"
  }

  /// A line for each page that keeps a learner waiting.
  var warnings: String {
    cost.pages.filter(\.isLong).map { page in
      "\(cost.lesson.path.safe(limit: 400)):\(page.line): warning: the run of “\(page.title)” takes "
        + "\(NumberText.short(page.seconds)) s here, and learners should wait \(Int(Lesson.patience)) s at "
        + "most; train fewer steps or smaller networks\n"
    }.joined()
  }

  private static func size(_ bytes: Int) -> String {
    "\(NumberText.short(Double(bytes) / 1_048_576)) MiB"
  }

  // MARK: For programs

  var json: JSONValue {
    .object([
      "lesson": .string(cost.lesson.id), "processors": .integer(cost.processors),
      "memory": .integer(cost.memory), "memoryLimit": .integer(Lesson.memoryLimit),
      "patience": .number(Lesson.patience),
      "arms": .array(cost.arms.map(json)), "pages": .array(cost.pages.map(json)),
      "claims": .object([
        "count": .integer(cost.lesson.claims.count), "seeds": .integer(cost.seeds),
        "steps": .integer(cost.claimSteps), "seconds": .number(cost.claimSeconds),
      ]),
    ])
  }

  private func json(_ arm: LessonCost.Arm) -> JSONValue {
    .object([
      "id": .string(arm.id), "label": .string(arm.label), "parameters": .integer(arm.parameters),
      "multiplyAdds": .number(arm.multiplyAdds),
      "milliseconds": arm.milliseconds.map(JSONValue.number) ?? .null,
      "memory": arm.memory.map(JSONValue.integer) ?? .null,
      "failure": arm.failure.map(JSONValue.string) ?? .null,
    ])
  }

  private func json(_ page: LessonCost.Page) -> JSONValue {
    .object([
      "number": .integer(page.number), "title": .string(page.title), "arms": .integer(page.arms),
      "steps": .integer(page.until), "seconds": .number(page.seconds),
      "reckoned": .boolean(page.isReckoned), "long": .boolean(page.isLong),
    ])
  }
}
