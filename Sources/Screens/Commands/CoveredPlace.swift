import Charts
import Lab

/// What was open when a command led to the page under it, to be open again afterwards.
struct CoveredPlace: Sendable {
  /// The page that it was about.
  var page: Int
  var inspect: InspectModel?
  var tries: TriesModel?
  var claims: ClaimsModel?
  var surgery: SurgeryModel?
  var isPadOpen: Bool
  /// Whether what was asked is not known yet to be something that can be answered.
  var awaitsAnswer: Bool
}

extension AppModel {
  /// Whether something is open over the page, where its knobs are out of sight.
  var isCovered: Bool {
    inspect != nil || tries != nil || claims != nil || surgery != nil || study?.pad.isOpen == true
  }

  /// Shows the page, until what is asked for there is done.
  mutating func cover(untilAnswered: Bool = false) {
    guard let study, isCovered else { return }
    covered = CoveredPlace(
      page: study.step, inspect: inspect, tries: tries, claims: claims, surgery: surgery,
      isPadOpen: study.pad.isOpen, awaitsAnswer: untilAnswered)
    closeOverlays()
    inspect = nil
  }

  /// Opens again what a command has covered, once that is done; on another page nothing.
  mutating func uncover() {
    guard let covered else { return }
    guard let study, study.step == covered.page else {
      self.covered = nil
      return
    }
    guard place == .study, study.question == nil, !covered.awaitsAnswer else { return }
    (inspect, tries, claims) = (covered.inspect, covered.tries, covered.claims)
    surgery = covered.surgery
    self.study?.pad.isOpen = covered.isPadOpen
    self.covered = nil
  }
}
