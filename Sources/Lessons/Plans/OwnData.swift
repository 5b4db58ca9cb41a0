public import Datasets
internal import Experiments
internal import Glibc

/// A file of one's own in place of what a lesson trains on.
public struct OwnData: Hashable, Sendable {
  public var path: String
  /// The kind of data that it stands in for; nil: the only one of the lesson.
  public var kind: String?

  public init(path: String, kind: String? = nil) {
    self.path = path
    self.kind = kind
  }

  /// As somebody writes it: `FILE`, or `KIND=FILE` with a kind that a file can stand in for.
  public init(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, StandIn.all[String(parts[0])] != nil {
      self.init(path: String(parts[1]), kind: String(parts[0]))
    } else {
      self.init(path: argument)
    }
  }

  /// What stands before the first `=`, where no kind of data does.
  fileprivate var wordBeforeEquals: String? {
    guard kind == nil, let equals = path.firstIndex(of: "=") else { return nil }
    return String(path[..<equals])
  }

  public var argument: String { (kind.map { "\($0)=" } ?? "") + path }
}

/// Why a file can't take the place of a lesson's data.
public enum OwnDataFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// None of the lesson's data can be had from a file.
  case nothingToReplace(lesson: String, kinds: [String])
  /// Several can, and nobody said which.
  case ambiguous(lesson: String, kinds: [String], path: String)
  case unknownKind(String, lesson: String, kinds: [String])
  case unfit(DataFault, path: String, standsFor: String, content: String)
  /// The file can be read, and an arm can't be made for it.
  case noPlan(arm: String, fault: PlanFault)

  public var description: String {
    switch self {
    case .nothingToReplace(let lesson, let kinds):
      "\(lesson) has no data that a file can stand in for "
        + (kinds.isEmpty ? "(it trains on none)" : "(it has \(kinds.joined(separator: ", ")))")
        + "; lessons on texts, names, sentences and translations have"
    case .ambiguous(let lesson, let kinds, let path):
      "\(lesson) has \(kinds.joined(separator: " and ")): say which the file stands in for, as "
        + "\(kinds[0])=\(path)"
    case .unknownKind(let kind, let lesson, let kinds):
      "\(lesson) has no data \(kind.quoted); it has \(kinds.joined(separator: " and ")): "
        + "\(kinds[0])=FILE"
    case .unfit(let fault, let path, let standsFor, let content):
      "\(path.split(separator: "/").last ?? "") can't take the place of \(standsFor), which wants "
        + "\(content): \(fault)"
    case .noPlan(let arm, let fault): "\(arm) can't be made for this file: \(fault)"
    }
  }
}

extension Lesson {
  /// This lesson with a file in place of its data; its claims are no longer about what it trains on.
  /// - Throws: `OwnDataFault`.
  public func with(_ own: OwnData) throws(OwnDataFault) -> Lesson {
    if ownData != nil { return try onItsOwnData.with(own) }
    let all = Set(template.dataKinds).sorted()
    let kinds = all.filter { StandIn.all[$0] != nil }
    guard !kinds.isEmpty else { throw .nothingToReplace(lesson: id, kinds: all) }
    if own.kind == nil, let word = own.wordBeforeEquals, access(own.path, F_OK) != 0 {
      throw .unknownKind(word, lesson: id, kinds: kinds)
    }
    if let kind = own.kind {
      guard kinds.contains(kind) else { throw .unknownKind(kind, lesson: id, kinds: kinds) }
    } else if kinds.count > 1 {
      throw .ambiguous(lesson: id, kinds: kinds, path: own.path)
    }
    let kind = own.kind ?? kinds[0]
    var result = self
    result.template = try template.replacing(kind, byFile: own.path)
    for arm in arms {
      do { _ = try result.plan(of: arm) } catch { throw .noPlan(arm: arm.label, fault: error) }
    }
    result.ownData = own
    result.written = Written(template: template, files: files, claimDigest: claimDigest)
    result.files.append(own.path)
    result.claimDigest += " on \(own.argument)"
    return result
  }
}

extension Lesson {
  /// Whether a file can stand in for some of its data.
  public var takesOwnData: Bool { template.dataKinds.contains { StandIn.all[$0] != nil } }

  /// What of a lesson a file of one's own changes.
  struct Written: Sendable {
    var template: any ExperimentTemplate
    var files: [String]
    var claimDigest: String
  }

  /// The lesson as it is written.
  public var onItsOwnData: Lesson {
    guard let written else { return self }
    var result = self
    (result.template, result.files) = (written.template, written.files)
    result.claimDigest = written.claimDigest
    (result.ownData, result.written) = (nil, nil)
    return result
  }
}

extension TrainTemplate {
  package var dataKinds: [String] {
    dataSets.sorted { $0.key < $1.key }.map(\.value.plan.kind)
  }

  package func replacing(
    _ kind: String, byFile path: String
  ) throws(OwnDataFault) -> any ExperimentTemplate {
    guard let standIn = StandIn.all[kind] else { return self }
    var result = self
    for (name, set) in dataSets where set.plan.kind == kind {
      result.dataSets[name] = try set.replaced(by: standIn, path)
    }
    return result
  }
}

extension TrainTemplate.DataSet {
  /// As many examples as before, or all that the file has.
  fileprivate func replaced(
    by standIn: StandIn, _ path: String
  ) throws(OwnDataFault) -> TrainTemplate.DataSet {
    var plan = DataPlan(
      kind: standIn.kind, trainCount: 1, testCount: 1,
      settings: self.plan.settings.filter { standIn.kept.contains($0.key) },
      words: standIn.words.merging(["file": path]) { $1 })
    do {
      let found = try plan.description()
      plan.trainCount = min(self.plan.trainCount, found.trainLimit)
      plan.testCount = min(self.plan.testCount, found.testLimit)
      plan.looked = found
    } catch {
      throw .unfit(error, path: path, standsFor: self.plan.kind, content: standIn.content)
    }
    return TrainTemplate.DataSet(
      plan: plan, template: DataTemplate(), standsFor: self.plan.kind)
  }
}
