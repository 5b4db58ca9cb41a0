import Glibc
import Lab
import Screens

/// Records the screen, with the times of this moment.
struct Recorder {
  let stream: FileStream<RecordingEncoder>

  var changeSignal: Int32 { stream.changeSignal }

  func add(_ kind: RecordedMoment.Kind) {
    stream.add(RecordedMoment(at: Clock.seconds(), kind))
  }
}

extension App {
  func mark(_ command: Command, in session: Session) {
    guard let recorder,
      let marker = Marker(command, in: session.lesson, forks: model.snapshot?.forks ?? [])
    else { return }
    recorder.add(.marker(marker))
  }

  func markOpening(of session: Session) {
    let page = session.snapshot().lessonStep
    recorder?.add(.marker(Marker(opening: session.lesson, at: page)))
  }

  /// Says that the recording has ended before the session.
  mutating func takeRecordingFault() {
    guard let recorder, isReadable(recorder.changeSignal) else { return }
    if let fault = recorder.stream.takeFault() { take(.notice(fault.notice)) }
    schedule.changed(byKey: false)
  }

  /// Sees to it that all is written. The terminal is closed by then, and takes what could not be.
  func endRecording() {
    guard let recorder else { return }
    recorder.add(.end(status: ending?.status ?? 0))
    recorder.stream.close(seconds: 1)
    if let fault = recorder.stream.takeFault() { StandardStreams.warn("gradlab: \(fault)\n") }
  }
}

extension App.Ending {
  /// As shells have it.
  fileprivate var status: Int {
    switch self {
    case .quit: 0
    case .signal(let signal): 128 + Int(signal)
    case .hangUp: 128 + Int(SIGHUP)
    }
  }
}
