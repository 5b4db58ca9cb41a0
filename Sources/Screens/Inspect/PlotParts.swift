internal import Lab
internal import Lessons

/// The heads, channels or layers that an arm has in a plot, of which one can be looked at alone.
struct PlotParts: Hashable, Sendable {
  /// "head".
  let noun: String
  let count: Int
  /// What they are called; empty: by their numbers.
  let names: [String]

  /// nil: there are not several.
  init?(_ noun: String, count: Int, names: [String] = []) {
    guard count > 1 else { return nil }
    (self.noun, self.count, self.names) = (noun, count, names)
  }

  /// "head 3 of 8: b1·h3".
  func text(_ index: Int) -> String {
    let name = names.indices.contains(index) ? names[index] : ""
    return "\(noun) \(index + 1) of \(count)" + (name.isEmpty ? "" : ": \(name)")
  }
}

extension InspectModel {
  /// Looks at the next of all arms or parts alone, after the last one at all of them again.
  /// - Parameter place: of the one that is alone now; nil: all are seen.
  static func next(_ place: Int?, of count: Int, by offset: Int) -> Int? {
    let next = ((place ?? -1) + 1 + offset + count + 1) % (count + 1)
    return next == 0 ? nil : next - 1
  }

  mutating func chooseArm(by offset: Int, on study: inout StudyModel) -> Reply {
    guard var context = context(in: study) else { return .nothing }
    let arms = context.visibleArms.map(\.arm)
    guard arms.count > 1 else { return .say("\(context.plot.title) has no other arm here.") }
    let now = context.armAlone.flatMap { id in arms.firstIndex { $0.id == id } }
    let next = Self.next(now, of: arms.count, by: offset)
    context.view.arm = next.map { arms[$0].id }
    study = study.looking(at: context)
    cursor.cell.pane = 0
    return .say(next.map { "\(arms[$0].label) alone." } ?? "All arms.")
  }

  mutating func choosePart(by offset: Int, on study: inout StudyModel) -> Reply {
    guard var context = context(in: study) else { return .nothing }
    guard let parts = PlotPictures.picture(of: context).parts else {
      return .say("\(context.plot.title) has no parts to choose from.")
    }
    let next = Self.next(context.partAlone, of: parts.count, by: offset)
    context.view.part = next
    study = study.looking(at: context)
    cursor.cell.pane = 0
    return .say(next.map { parts.text($0) + "." } ?? "All of them.")
  }
}

extension StudyModel {
  /// With a plot looked at as in a context.
  func looking(at context: PlotContext) -> StudyModel {
    var study = self
    study.plotViews[context.plot.name] = context.view
    return study
  }
}
