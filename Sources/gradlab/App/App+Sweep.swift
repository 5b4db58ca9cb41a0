import Lab
import Screens

extension App {
  /// Runs the open lesson's arm for each value of the knobs; what can't be done is said where it was typed.
  mutating func sweep(_ request: KnobSweep.Request, typed: String) {
    guard let lesson = session?.lesson else { return }
    endSweep()
    do {
      let run = try SweepRun(try KnobSweep(lesson, request), library: shelf.data)
      sweep = run
      take(.sweepBegun(run.sweep))
    } catch {
      take(.commandRefused(typed: typed, reason: "\(error)"))
    }
    schedule.changed(byKey: true)
  }

  /// Asks the open lesson's arms, or says where it was typed why they have no answer.
  mutating func ask(_ text: String, typed: String) {
    guard let session else { return }
    do {
      take(.asked(try session.probe(written: text)))
    } catch {
      take(.commandRefused(typed: typed, reason: "\(error)".replacing("--probe: ", with: "")))
    }
    schedule.changed(byKey: true)
  }

  /// What is under way ends before its next step.
  mutating func endSweep() { sweep?.cancel() }

  /// Shows how far it is.
  mutating func takeSweep() {
    guard let sweep, isReadable(sweep.changeSignal) else { return }
    sweep.drain()
    let state = sweep.present
    take(.sweepChanged(state))
    schedule.changed(byKey: false)
    if state.isOver { self.sweep = nil }
  }
}
